// Cells copied from a spreadsheet, read into child lines: each cell by its field's type, names of records looked up.
import type { Json } from '../../../core/fields/field-type.ts';
import { fieldType } from '../../../core/fields/registry.ts';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { say } from '../i18n/t.ts';
import { readTypedDate, readTypedTime } from './date-text.ts';
import { optionsOf } from './format.ts';
import { plainNumber, readAmount } from './number-text.ts';
import { targetsOf } from './reference-targets.ts';
import { isReference } from './row-values.ts';
import type { WidgetSource } from './source.ts';

type Line = Record<string, Json>;
const YES = /^(是|对|有|√|✓|y|yes|true|1)$/i;
const NO = /^(否|不|无|×|n|no|false|0)$/i;
const NUMBERS = new Set(['integer', 'decimal', 'money', 'percent']);

export interface PastedLines {
  lines: Line[];
  /** How many lines were filled. */
  count: number;
  /** Cells that could not be read. */
  unread: number;
}

/** Rows of cells in a tab-separated text; quoted cells may hold tabs and line breaks. Undefined: one cell only. */
export function readCells(text: string): string[][] | undefined {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const plain = text.replaceAll('\r\n', '\n').replace(/\n$/, '');
  for (let at = 0; at < plain.length; at++) {
    const char = plain[at] ?? '';
    if (isQuoted && char === '"' && plain[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (char === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted;
    else if (!isQuoted && (char === '\t' || char === '\n')) {
      rows.at(-1)?.push(cell.trim());
      cell = '';
      if (char === '\n') rows.push([]);
    } else cell += char;
  }
  rows.at(-1)?.push(cell.trim());
  return rows.length === 1 && rows[0]?.length === 1 ? undefined : rows;
}

/** The only record of that name; for several entities of a reference the first that has one. */
async function findRecord(field: ClientField, name: string, source: WidgetSource): Promise<Json> {
  for (const entity of targetsOf(field.type, field.settings)) {
    const page = await source.candidates(entity, { q: name, cursor: null }).catch(() => undefined);
    const hits = page?.items.filter((item) => item.name === name) ?? [];
    const [only] = hits;
    if (!only || hits.length > 1) continue;
    source.learnName(entity, only.id, only.name);
    return Array.isArray(field.settings.entities) ? { entity, id: only.id } : only.id;
  }
  return null;
}

function findOption(field: ClientField, name: string, entity: ClientEntity): string | undefined {
  const wanted = name.toLowerCase();
  return optionsOf(field, entity).find(
    ({ value, label, retired }) =>
      !retired && (value === name || say(label).toLowerCase() === wanted),
  )?.value;
}

/** Texts people write in cells, made what the field's type reads. */
function plainText(field: ClientField, cell: string, source: WidgetSource): Json {
  if (NUMBERS.has(field.type)) return readAmount(cell) ?? plainNumber(cell);
  if (field.type === 'date') return readTypedDate(cell, source.today()) ?? cell;
  if (field.type === 'time') return readTypedTime(cell) ?? cell;
  if (field.type !== 'boolean') return cell;
  return YES.test(cell) ? true : NO.test(cell) ? false : cell;
}

/** The value of a cell; undefined: it cannot be read. */
async function readCell(
  field: ClientField,
  cell: string,
  entity: ClientEntity,
  source: WidgetSource,
): Promise<Json | undefined> {
  if (cell === '') return null;
  if (isReference(field)) return (await findRecord(field, cell, source)) ?? undefined;
  if (field.type === 'picklist' && field.settings.multiple !== true)
    return findOption(field, cell, entity);
  const read = fieldType(field.type)?.normalise(plainText(field, cell, source), field.settings);
  return read && 'value' in read ? read.value : undefined;
}

export interface PastePlace {
  lines: readonly Line[];
  /** Line and column of the first cell. */
  row: number;
  column: number;
  fields: readonly ClientField[];
  entity: ClientEntity;
  source: WidgetSource;
}

/** Lays rows of cells over the lines from a place on; lines that are missing are added. */
export async function pasteLines(
  rows: readonly (readonly string[])[],
  place: PastePlace,
): Promise<PastedLines> {
  const { fields, entity, source, column } = place;
  const lines: Line[] = [...place.lines];
  let unread = 0;
  for (const [index, cells] of rows.entries()) {
    const line: Line = { ...lines[place.row + index] };
    for (const [offset, cell] of cells.entries()) {
      const field = fields[column + offset];
      if (!field || field.computed || field.right !== 'write') continue;
      const value = await readCell(field, cell, entity, source);
      if (value === undefined) unread++;
      else line[field.name] = value;
    }
    lines[place.row + index] = line;
  }
  return { lines, count: rows.length, unread };
}
