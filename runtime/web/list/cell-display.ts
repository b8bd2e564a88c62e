// How a value looks in a cell or on a card of a list: what tells the state of a record has a dot, long computed amounts are
// shortened like money.
import { html, type nothing, type TemplateResult } from 'lit';
import { say } from '../i18n/t.ts';
import { tag } from '../ui/tag.ts';
import type { Column } from '../views/columns.ts';
import { type DisplayMode, display } from '../widgets/display.ts';
import { compactNumber, formatValue, optionsOf } from '../widgets/format.ts';
import type { WidgetSource } from '../widgets/source.ts';

type Content = TemplateResult | string | typeof nothing;

const LONG = 10_000;
const COMPUTED = new Set(['rollup', 'formula']);

function isLongAmount({ field, right }: Column, value: unknown): boolean {
  const isAmount = right && COMPUTED.has(field.type) && field.settings.op !== 'count';
  return isAmount && typeof value === 'string' && Math.abs(Number(value)) >= LONG;
}

/** The first choice of one coloured option tells the state of a record. */
export function isState({ field, entity }: Column): boolean {
  if (field.type !== 'picklist' || field.settings.multiple === true) return false;
  return optionsOf(field, entity).some((option) => option.colour !== undefined);
}

export function cellDisplay(
  column: Column,
  value: unknown,
  source: WidgetSource,
  mode: DisplayMode,
  asState: boolean,
): Content {
  if (isLongAmount(column, value)) {
    const full = formatValue(column.field, value, source, column.entity);
    return html`<span title=${full}>${compactNumber(value)}</span>`;
  }
  if (asState && typeof value === 'string') {
    const option = optionsOf(column.field, column.entity).find((each) => each.value === value);
    if (option) return tag(say(option.label, value), option.colour ?? 'gray', true);
  }
  if (mode === 'card' && Array.isArray(value) && value.length > 1)
    return shortened(column, value, source);
  return display({ ...column, value, source, mode });
}

/** A card has one line: the first of several, and how many more there are. */
function shortened(
  column: Column,
  value: readonly unknown[],
  source: WidgetSource,
): TemplateResult {
  const first = display({ ...column, value: value.slice(0, 1), source, mode: 'card' });
  return html`${first}<span class="u-meta more">+${value.length - 1}</span>`;
}
