// A record as a card of two lines: name and status, then who and what, an amount at the right.
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../i18n/t.ts';
import { display } from '../widgets/display.ts';
import { type Row, readValue } from '../widgets/row-values.ts';
import type { WidgetSource } from '../widgets/source.ts';
import type { Column } from './columns.ts';

type Content = TemplateResult | string | typeof nothing;

function shown(row: Row, column: Column | undefined, source: WidgetSource): Content {
  if (!column) return nothing;
  const value = readValue(row, column.path, column.field, source);
  return display({ ...column, value, source, mode: 'card' });
}

export function cardOf(
  row: Row & { id: string },
  entity: string,
  columns: readonly Column[],
  source: WidgetSource,
): TemplateResult {
  const status = columns.find((column) => column.field.type === 'picklist');
  const amount = columns.find((column) => column.field.type === 'money');
  const rest = columns.filter((column) => column !== status && column !== amount).slice(0, 3);
  const parts = rest
    .map((column) => shown(row, column, source))
    .filter((part) => part !== nothing && part !== '');
  const second = parts.map(
    (part, index) =>
      html`${index > 0 ? html`<span class="u-muted">·</span>` : nothing}<span class="u-cut">${part}</span>`,
  );
  const name = String(row.$name || t('record.unnamed'));
  return html`<a class="card" href="/e/${entity}/${row.id}"><span class="line"><span class="title u-cut">${name}</span>${shown(row, status, source)}</span><span
    class="line"><span class="second">${second}</span><span class="u-num u-muted">${shown(row, amount, source)}</span></span></a>`;
}
