// Data files become rows of named cells: CSV with a head line, or a JSON list of objects.
import { invalid, type Problem } from '../errors.ts';
import { parseCsv } from '../packs/csv.ts';

export interface ImportRow {
  /** Line in the file (CSV, 1 is the head) or position in the list, for problems. */
  readonly line: number;
  /** Column → cell; CSV cells are text, JSON cells any value. */
  readonly cells: Readonly<Record<string, unknown>>;
}

/** Rows of a CSV text; a row with more or fewer cells than the head is a problem. */
export function csvRows(text: string): ImportRow[] {
  const [head = [], ...lines] = parseCsv(text);
  const problems: Problem[] = [];
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
      cells: Object.fromEntries(head.map((name, column) => [name, cells[column] ?? ''])),
    };
  });
  if (problems.length > 0) throw invalid('record.invalid', problems);
  return rows;
}

/** Rows of a JSON list. */
export function jsonRows(text: string): ImportRow[] {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value))
    throw invalid('record.invalid', [
      { code: 'pack.unreadable', at: '', params: { reason: 'a list is expected' } },
    ]);
  return value.map((cells, index) => ({
    line: index + 1,
    cells: cells as Record<string, unknown>,
  }));
}
