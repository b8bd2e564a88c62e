// A range of cells as tab-separated text, as a spreadsheet takes it.
import { formatValue } from '../widgets/format.ts';
import { readValue } from '../widgets/row-values.ts';
import type { WidgetSource } from '../widgets/source.ts';
import type { Column } from './columns.ts';
import type { GridPlace } from './grid-keys.ts';
import type { ListPages, ListRow } from './list-pages.ts';

function cellText(row: ListRow, column: Column, source: WidgetSource): string {
  const value = readValue(row, column.path, column.field, source);
  const parts = Array.isArray(value) && column.field.type === 'many_to_many' ? value : [value];
  const texts = parts.map((part) => {
    const isLink = column.field.type === 'many_to_many';
    if (isLink) return source.name(String(column.field.settings.entity), String(part)) ?? '';
    return formatValue(column.field, part, source, column.entity);
  });
  return texts.join(', ').replace(/\s+/g, ' ').trim();
}

/** The cells between two corners; the check box column stands for the whole row. */
export function tableText(
  pages: ListPages,
  columns: readonly Column[],
  source: WidgetSource,
  from: GridPlace,
  to: GridPlace,
): string {
  const isRow = from.column < 0 || to.column < 0;
  const left = isRow ? 0 : Math.min(from.column, to.column);
  const right = isRow ? columns.length - 1 : Math.max(from.column, to.column);
  const lines: string[] = [];
  for (let at = Math.min(from.row, to.row); at <= Math.max(from.row, to.row); at++) {
    const row = pages.at(at);
    if (!row) continue;
    const cells = columns.slice(left, right + 1).map((column) => cellText(row, column, source));
    lines.push(cells.join('\t'));
  }
  return lines.join('\n');
}
