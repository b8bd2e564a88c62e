// The head of a column: its label, sort arrow with its place among several, menu and the edge to drag.
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../i18n/t.ts';
import type { SortKey } from '../list/list-sort.ts';
import type { MenuItem } from '../ui/crm-menu.ts';
import '../ui/crm-menu.ts';
import { icon } from '../ui/icon.ts';
import type { Column } from './columns.ts';

export interface HeadCell {
  column: Column;
  index: number;
  sorts: readonly SortKey[];
  classes: string;
  isAt: boolean;
  /** Where a dragged column would land. */
  mark: 'before' | 'after' | '';
  items: readonly MenuItem[];
  onSort(add: boolean): void;
  onDrag(event: PointerEvent): void;
  onEdge(event: PointerEvent): void;
  onFit(): void;
}

function arrow({ sorts, column }: HeadCell): TemplateResult | typeof nothing {
  const at = sorts.findIndex((key) => key.path === column.path);
  const key = sorts[at];
  if (!key) return nothing;
  return html`${icon(key.down ? 'arrow-down' : 'arrow-up', 'u-icon-s')}${
    sorts.length > 1 ? html`<span class="nth">${at + 1}</span>` : nothing
  }`;
}

function sortState({ sorts, column }: HeadCell): string | typeof nothing {
  const key = sorts.find((each) => each.path === column.path);
  if (key) return key.down ? 'descending' : 'ascending';
  return column.sortable ? 'none' : nothing;
}

export function headCell(head: HeadCell): TemplateResult {
  const { column, index, isAt, mark } = head;
  const label = html`<span class="u-cut">${column.label}</span>${arrow(head)}`;
  const tab = isAt ? 0 : -1;
  const inner = column.sortable
    ? html`<button type="button" class="th-sort" tabindex=${tab} title=${column.label} @click=${(event: MouseEvent) => head.onSort(event.shiftKey)}>${label}</button>`
    : html`<span class="th-sort" tabindex=${tab} title=${column.label}>${label}</span>`;
  return html`<div class="th ${head.classes} ${mark ? `mark-${mark}` : ''}" role="columnheader" aria-colindex=${index + 2} data-head=${index}
    aria-sort=${sortState(head)}><span class="th-grab" @pointerdown=${head.onDrag}>${inner}</span>${
      head.items.length > 0
        ? html`<crm-menu class="th-menu" look="th-more" icon="chevron-down" .stop=${-1} .items=${head.items} .label=${t('grid.columnMenu', { name: column.label })}></crm-menu>`
        : nothing
    }<span class="grip" @pointerdown=${head.onEdge} @dblclick=${head.onFit} @click=${(event: Event) => event.stopPropagation()}></span></div>`;
}
