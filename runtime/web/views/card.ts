// A record as a card of two lines: name and status, then who and what, an amount at the right.
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../i18n/t.ts';
import { cellDisplay } from '../list/cell-display.ts';
import { type Row, readValue } from '../widgets/row-values.ts';
import type { WidgetSource } from '../widgets/source.ts';
import type { Column } from './columns.ts';

type Content = TemplateResult | string | typeof nothing;

function shown(
  row: Row,
  column: Column | undefined,
  source: WidgetSource,
  asState = false,
): Content {
  if (!column) return nothing;
  const value = readValue(row, column.path, column.field, source);
  return cellDisplay(column, value, source, 'card', asState);
}

const isAmount = ({ field }: Column) =>
  field.type === 'money' || (field.type === 'rollup' && field.settings.op === 'sum');

/** The name stands on the first line already. */
function isTitle(row: Row, column: Column, source: WidgetSource): boolean {
  const value = readValue(row, column.path, column.field, source);
  return typeof value === 'string' && value !== '' && value === row.$name;
}

export function cardOf(
  row: Row & { id: string },
  entity: string,
  columns: readonly Column[],
  source: WidgetSource,
  isOn = false,
): TemplateResult {
  const status = columns.find((column) => column.field.type === 'picklist');
  const amount = columns.find((column) => isAmount(column));
  const rest = columns
    .filter((column) => column !== status && column !== amount && !isTitle(row, column, source))
    .slice(0, 3);
  const parts = rest
    .map((column) => shown(row, column, source))
    .filter((part) => part !== nothing && part !== '');
  const second = parts.map(
    (part, index) =>
      html`${index > 0 ? html`<span class="u-muted">·</span>` : nothing}<span class="u-cut">${part}</span>`,
  );
  const name = String(row.$name || t('record.unnamed'));
  return html`<a class="card ${isOn ? 'card-on' : ''}" href="/e/${entity}/${row.id}"><span class="line"><span class="title u-cut">${name}</span>${shown(row, status, source, true)}</span><span
    class="line"><span class="second">${second}</span><span class="sum u-num">${shown(row, amount, source)}</span></span></a>`;
}
