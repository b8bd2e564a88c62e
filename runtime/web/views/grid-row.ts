// The rows of the grid: cells of a record, skeletons while it is fetched.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { t } from '../i18n/t.ts';
import { cellDisplay } from '../list/cell-display.ts';
import { icon } from '../ui/icon.ts';
import { sty } from '../ui/sty.ts';
import { readValue } from '../widgets/row-values.ts';
import type { WidgetSource } from '../widgets/source.ts';
import type { Column } from './columns.ts';
import type { GridPlace } from './grid-keys.ts';
import type { ListRow } from './list-pages.ts';

export interface GridRow {
  row: ListRow;
  index: number;
  y: number;
  entityName: string;
  columns: readonly Column[];
  classes: readonly string[];
  /** Which column carries the link to the record. */
  linked: number;
  /** Which column tells the state of the record; -1: none. */
  state: number;
  isOn: boolean;
  at: GridPlace;
  edited: number;
  source: WidgetSource;
}

function linkCell(view: GridRow, shown: unknown): TemplateResult {
  const { row, entityName } = view;
  const text = shown === nothing ? row.$name || t('record.unnamed') : shown;
  return html`<a class="open" href="/e/${entityName}/${row.id}" tabindex="-1">${text}</a><button type="button" class="peek" tabindex="-1"
    data-peek aria-label=${t('record.peek')} title=${t('record.peek')}>${icon('panel-right', 'u-icon-s')}</button>`;
}

function cell(view: GridRow, column: Column, at: number): TemplateResult {
  const isAt = view.at.row === view.index && view.at.column === at;
  const value = readValue(view.row, column.path, column.field, view.source);
  const shown = cellDisplay(column, value, view.source, 'cell', at === view.state);
  const inner =
    at === view.linked ? linkCell(view, shown) : html`<span class="text">${shown}</span>`;
  return html`<div role="gridcell" aria-colindex=${at + 2} tabindex=${isAt ? 0 : -1} data-column=${at}
    class="cell ${view.classes[at] ?? ''} ${isAt ? 'cell-at' : ''} ${view.edited === at ? 'cell-edit' : ''}">${inner}</div>`;
}

export function gridRow(view: GridRow): TemplateResult {
  const { row, index, isOn, at } = view;
  const isAt = at.row === index && at.column === -1;
  const name = row.$name ? `${t('list.select')}: ${row.$name}` : t('list.select');
  return html`<div class="row ${isOn ? 'row-on' : ''}" role="row" aria-rowindex=${index + 2} aria-selected=${isOn} data-row=${index}
    ${sty({ transform: `translateY(${view.y}px)` })}><div class="cell pick ${isAt ? 'cell-at' : ''}" role="gridcell" aria-colindex="1" data-column="-1"
    tabindex=${isAt ? 0 : -1}><input type="checkbox" class="u-check" tabindex="-1" aria-label=${name} .checked=${live(isOn)}></div>${view.columns.map(
      (column, place) => cell(view, column, place),
    )}</div>`;
}

export function skeletonRow(y: number, classes: readonly string[]): TemplateResult {
  return html`<div class="row" aria-hidden="true" ${sty({ transform: `translateY(${y}px)` })}><div class="cell pick"></div>${classes.map(
    (names) => html`<div class="cell ${names}"><span class="u-skel"></span></div>`,
  )}</div>`;
}
