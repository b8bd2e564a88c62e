// Patterns of auto-numbers: "ACC-{yyyy}{MM}-{seq:4}" → pieces, and pieces + date + sequence → text.

export type NumberPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'date'; readonly part: 'yyyy' | 'yy' | 'MM' | 'dd' }
  | { readonly kind: 'sequence'; readonly digits: number };

export type NumberReset = 'never' | 'year' | 'month' | 'day';

const PIECE = /\{(?:(yyyy|yy|MM|dd)|seq:([1-9]))\}|([^{}]+)/gy;

/** The pieces of a pattern; undefined when it holds anything unknown or not exactly one sequence. */
export function parseNumberPattern(pattern: string): readonly NumberPiece[] | undefined {
  const pieces: NumberPiece[] = [];
  let length = 0;
  for (const [whole, date, digits, text] of pattern.matchAll(PIECE)) {
    length += whole.length;
    if (date !== undefined) pieces.push({ kind: 'date', part: date as 'yyyy' });
    else if (digits !== undefined) pieces.push({ kind: 'sequence', digits: Number(digits) });
    else if (text !== undefined) pieces.push({ kind: 'text', text });
  }
  const sequences = pieces.filter((piece) => piece.kind === 'sequence').length;
  return length === pattern.length && sequences === 1 ? pieces : undefined;
}

const PARTS = {
  yyyy: (date: string) => date.slice(0, 4),
  yy: (date: string) => date.slice(2, 4),
  MM: (date: string) => date.slice(5, 7),
  dd: (date: string) => date.slice(8, 10),
} as const;

/** The number of one record: `date` is today's (2026-11-22), `sequence` counts from 1 and may outgrow its digits. */
export function renderNumber(
  pieces: readonly NumberPiece[],
  date: string,
  sequence: number,
): string {
  return pieces.map((piece) => renderPiece(piece, date, sequence)).join('');
}

function renderPiece(piece: NumberPiece, date: string, sequence: number): string {
  if (piece.kind === 'text') return piece.text;
  if (piece.kind === 'date') return PARTS[piece.part](date);
  return String(sequence).padStart(piece.digits, '0');
}

const PERIOD_LENGTH: Record<NumberReset, number> = { never: 0, year: 4, month: 7, day: 10 };

/** Key of the counter a date belongs to: '' (one for ever), "2026", "2026-11" or "2026-11-22". */
export function numberPeriod(reset: NumberReset, date: string): string {
  return date.slice(0, PERIOD_LENGTH[reset]);
}
