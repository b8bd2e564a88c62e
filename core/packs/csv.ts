// CSV as RFC 4180 says, with LF or CRLF: pack data and imports from the command line.

/**
 * Rows of cells. Quoted cells may hold commas, quotes (doubled) and line breaks. Empty lines are left out.
 * @param onFault told the number of a row with a quote that never closes or is followed by text
 */
export function parseCsv(
  text: string,
  separator = ',',
  onFault: (row: number) => void = () => undefined,
): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let position = 0;
  const endRow = () => {
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  while (position < text.length) {
    const [cell, next, isWhole] = readCell(text, position, separator);
    row.push(cell);
    position = next;
    const stop = text[position];
    if (!isWhole) onFault(rows.length + 1);
    if (stop === separator) {
      position++;
      if (position === text.length) row.push('');
      continue;
    }
    if (stop === '\r' && text[position + 1] === '\n') position++;
    position++;
    endRow();
  }
  if (row.length > 0) endRow();
  return rows;
}

/** One cell, the position of what ends it, and whether its quotes are sound; what follows a closing quote is kept. */
function readCell(text: string, start: number, separator: string): [string, number, boolean] {
  if (text[start] !== '"') {
    const end = plainEnd(text, start, separator);
    return [text.slice(start, end), end, true];
  }
  let cell = '';
  let position = start + 1;
  for (;;) {
    const quote = text.indexOf('"', position);
    if (quote < 0) return [cell + text.slice(position), text.length, false];
    cell += text.slice(position, quote);
    if (text[quote + 1] !== '"') {
      const end = plainEnd(text, quote + 1, separator);
      return [cell + text.slice(quote + 1, end), end, end === quote + 1];
    }
    cell += '"';
    position = quote + 2;
  }
}

function plainEnd(text: string, start: number, separator: string): number {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r')
    end++;
  return end;
}

/** One CSV line; cells with separators, quotes or line breaks are quoted. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)).join(',')}\r\n`;
}

/** Cells a spreadsheet would take for a formula; plain negative numbers are none. */
const FORMULA = /^'*[=+\-@\t\r]/;
const NUMBER = /^-\d+(?:\.\d+)?$/;

/** A text no spreadsheet runs: an apostrophe stands before what looks like a formula. */
export function harmlessCell(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** The text behind a cell that `harmlessCell` wrote. */
export function cellText(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}
