// CSV as RFC 4180 says, with LF or CRLF: pack data and imports from the command line.

/** Rows of cells. Quoted cells may hold commas, quotes (doubled) and line breaks. Empty lines are left out. */
export function parseCsv(text: string, separator = ','): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let position = 0;
  const endRow = () => {
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  while (position < text.length) {
    const [cell, next] = readCell(text, position, separator);
    row.push(cell);
    position = next;
    const stop = text[position];
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

/** One cell and the position of what ends it. */
function readCell(text: string, start: number, separator: string): [string, number] {
  if (text[start] !== '"') {
    let end = start;
    while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r')
      end++;
    return [text.slice(start, end), end];
  }
  let cell = '';
  let position = start + 1;
  for (;;) {
    const quote = text.indexOf('"', position);
    if (quote < 0) return [cell + text.slice(position), text.length];
    cell += text.slice(position, quote);
    if (text[quote + 1] !== '"') return [cell, quote + 1];
    cell += '"';
    position = quote + 2;
  }
}

/** One CSV line; cells with separators, quotes or line breaks are quoted. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)).join(',')}\r\n`;
}
