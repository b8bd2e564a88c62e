// Sort keys of names: what people expect to stand together does, and the same on every database since it is a text of
// our own. Han characters by pinyin without tones, Latin letters without case, digits by their number.
import { foldText } from '../rules/text.ts';
import { hanSyllables } from './han-syllables.ts';

const RUN = /\p{Script=Han}+|\d+|[^\p{Script=Han}\d]+/gu;
const HAN = /^\p{Script=Han}/u;
const DIGIT = /^\d/;
/** Together far below what one row of an index may hold; beyond them order is by creation. */
const LONGEST_KEY = 160;
const LONGEST_TEXT = 80;
/** Below every character of a name, so that the shorter one comes first. */
const END = '\u0001';

export interface SortKeyOptions {
  /** Names of persons: a surname is read as one (单 shan, 曾 zeng). */
  readonly isPerson: boolean;
}

/** The key a name sorts by; the name itself at its end decides between those that sound the same. */
export function sortKeyOf(name: string, { isPerson }: SortKeyOptions): string {
  const parts = foldText(name).match(RUN) ?? [];
  const key = parts.map((part, index) => partKey(part, isPerson && index === 0)).join('');
  return `${cut(key, LONGEST_KEY)}${END}${cut(name, LONGEST_TEXT)}`;
}

function partKey(part: string, isPerson: boolean): string {
  if (HAN.test(part)) return hanKey(part, isPerson);
  return DIGIT.test(part) ? digitsKey(part) : part;
}

/** Syllable by syllable, and within one the same characters together: 张伟, 张三丰, 章子. */
function hanKey(run: string, isPerson: boolean): string {
  const characters = [...run];
  const syllables = hanSyllables(run, isPerson);
  return characters
    .map((character, index) => `${syllableKey(syllables[index] ?? character)} ${character}`)
    .join('');
}

/** `lü` after `lu` and before `luan`. */
const syllableKey = (syllable: string) => syllable.replace('ü', 'u!');

/** The count of digits stands first: 9 before 10. */
function digitsKey(run: string): string {
  const digits = run.replace(/^0+(?=\d)/, '');
  const count =
    digits.length < 9 ? `${digits.length}` : `9${String(digits.length).padStart(3, '0')}`;
  return count + digits;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).toWellFormed();
}
