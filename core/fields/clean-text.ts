// What every text value goes through: NFC, no white space around, nothing that databases and files cannot carry.
import type { Parsed } from './field-type.ts';

const LINE_FEED = 10;
const TAB = 9;
const DELETE = 127;

export const NOT_TEXT = { problem: { code: 'value.not-text' } } as const;
export const EMPTY = { value: null } as const;

/** Position-free test for NUL and the other C0 controls; long text may hold line feeds and tabs. */
function hasControl(text: string, isLong: boolean): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 32 && code !== DELETE) continue;
    if (!isLong || (code !== LINE_FEED && code !== TAB)) return true;
  }
  return false;
}

function isSimple(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 32 || code > 126) return false;
  }
  return text.charCodeAt(0) !== 32 && text.charCodeAt(text.length - 1) !== 32;
}

/** One line of text: trimmed, NFC. NUL, other C0 controls and lone surrogates are problems, '' is empty. */
export function readText(input: unknown): Parsed<string> {
  if (input === null || input === '') return EMPTY;
  if (typeof input !== 'string') return NOT_TEXT;
  return isSimple(input) ? { value: input } : cleaned(input, false);
}

/** Text of several lines: as readText, with line feeds and tabs; CRLF becomes LF. */
export function readLongText(input: unknown): Parsed<string> {
  if (input === null || input === '') return EMPTY;
  if (typeof input !== 'string') return NOT_TEXT;
  if (isSimple(input)) return { value: input };
  return cleaned(input.replaceAll('\r\n', '\n').replaceAll('\r', '\n'), true);
}

function cleaned(input: string, isLong: boolean): Parsed<string> {
  if (input.includes('\0') || !input.isWellFormed())
    return { problem: { code: 'request.bad-text' } };
  const text = input.normalize('NFC').trim();
  if (hasControl(text, isLong)) return { problem: { code: 'value.control-character' } };
  return text === '' ? EMPTY : { value: text };
}

const FULL_WIDTH = /[\uff01-\uff5e\u3000]/g;

/** Full-width ASCII (１２３，．－) as plain ASCII, for values whose alphabet is ASCII: numbers, dates, codes. */
export function halfWidth(text: string): string {
  if (isSimple(text)) return text;
  return text.replace(FULL_WIDTH, (character) =>
    character === '\u3000' ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  );
}

/** Text of an ASCII value: half-width and trimmed; undefined when it is no text. */
export function readAscii(input: unknown): string | undefined {
  return typeof input === 'string' ? halfWidth(input).trim() : undefined;
}
