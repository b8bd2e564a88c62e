// How well typed letters fit the name of a command: its beginning, a word of it, any part, its initials, letters in order.
import { pinyinInitials } from './pinyin-initials.ts';

/** From this score on, what is typed can hardly mean anything else. */
export const STRONG = 70;
const LEAST_SCATTERED = 3;

function isInOrder(text: string, wanted: string): boolean {
  let at = 0;
  for (const char of wanted) {
    at = text.indexOf(char, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** The first letters of the words of a text. */
function wordInitials(text: string): string {
  return text
    .split(/[\s·/-]+/)
    .map((word) => word[0] ?? '')
    .join('');
}

/** 0: does not fit; the higher, the better. `wanted` is in small letters. */
export function fuzzyScore(label: string, wanted: string): number {
  const text = label.toLowerCase();
  if (text === wanted) return 100;
  if (text.startsWith(wanted)) return 90;
  const initials = pinyinInitials(label);
  const isHan = initials.length < text.length || /\p{Script=Han}/u.test(text);
  if (isHan && initials === wanted) return 85;
  if (text.includes(` ${wanted}`)) return 80;
  if (isHan && initials.startsWith(wanted)) return STRONG;
  if (text.includes(wanted)) return 60;
  if (wordInitials(text) === wanted) return 55;
  if (isHan && initials.includes(wanted)) return 40;
  return wanted.length >= LEAST_SCATTERED && isInOrder(text, wanted) ? 10 : 0;
}
