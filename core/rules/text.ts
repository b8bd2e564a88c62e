// Text in rules: folding for search, code-point order and code-point positions. Used in JavaScript and by SQLite functions.

/** Folded for case and width: NFKC, lower case, one form of sigma. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ');
}

const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;

/** Order by code point, as UTF-8 bytes order; UTF-16 units differ from it beside surrogates. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left === right) continue;
    if (isSurrogate(left) !== isSurrogate(right)) return isSurrogate(left) ? 1 : -1;
    return left - right;
  }
  return a.length - b.length;
}

/** Code points of a text. */
export function textLength(text: string): number {
  let length = 0;
  for (const _character of text) length++;
  return length;
}

/**
 * Code points from `start` (negative: from the end), `length` of them (negative: up to that many before the end).
 * Positions outside the text give what lies inside.
 */
export function substring(text: string, start: number, length?: number): string {
  const characters = [...text];
  const from = start < 0 ? Math.max(0, characters.length + start) : start;
  if (length === undefined) return characters.slice(from).join('');
  const to = length < 0 ? characters.length + length : from + length;
  return characters.slice(from, Math.max(from, to)).join('');
}
