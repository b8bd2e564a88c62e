// Data files become rows of named cells: CSV with a head line, or a JSON list of objects.
import { AppError, invalid, type Problem } from '../errors.ts';
import { cellText, parseCsv } from '../packs/csv.ts';

export interface ImportRow {
  /** Line in the file (CSV, 1 is the head) or position in the list, for problems. */
  readonly line: number;
  /** Column → cell; CSV cells are text, JSON cells any value. */
  readonly cells: Readonly<Record<string, unknown>>;
}

/** What may separate cells; of those the head holds equally often, the first. */
const SEPARATORS = ['\t', ',', ';'];

function separatorOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const head = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, '');
  const count = (separator: string) => head.split(separator).length;
  const best = SEPARATORS.reduce((most, each) => (count(each) > count(most) ? each : most));
  return count(best) > 1 ? best : ',';
}

/** Rows of a CSV text; a row with more or fewer cells than the head is a problem, and so are unsound quotes. */
export function csvRows(text: string): ImportRow[] {
  const problems: Problem[] = [];
  const [head = [], ...lines] = parseCsv(text, separatorOf(text), (row) =>
    problems.push({ code: 'import.quotes', at: `/${row}` }),
  );
  for (const [index, column] of head.entries())
    if (column !== '' && head.indexOf(column) < index)
      problems.push({ code: 'import.column-twice', at: '/1', params: { column } });
  const rows = lines.map((cells, index) => {
    const line = index + 2;
    if (cells.length !== head.length) {
      problems.push({
        code: 'import.ragged',
        at: `/${line}`,
        params: { actual: cells.length, expected: head.length },
      });
    }
    return {
      line,
      cells: Object.fromEntries(head.map((name, column) => [name, cellText(cells[column] ?? '')])),
    };
  });
  if (problems.length > 0) throw invalid('record.invalid', problems);
  return rows;
}

/** Rows of a JSON list. */
export function jsonRows(text: string): ImportRow[] {
  const value = parsedList(text);
  return value.map((cells, index) => ({
    line: index + 1,
    cells: cells as Record<string, unknown>,
  }));
}

function parsedList(text: string): object[] {
  const unreadable = (reason: string) => new AppError('import.unreadable', { reason });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : 'syntax');
  }
  if (!Array.isArray(value)) throw unreadable('a list is expected');
  const wrong = value.findIndex(
    (row) => typeof row !== 'object' || row === null || Array.isArray(row),
  );
  if (wrong >= 0) throw unreadable(`entry ${wrong + 1} is no object`);
  return value as object[];
}
