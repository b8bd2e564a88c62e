// The first letters of a Chinese text's readings, by the browser's own pinyin order: 客户 → kh. No dictionary is loaded.

/** The first character of each letter in pinyin order; no reading begins with i, u or v. */
const FIRST: readonly (readonly [string, string])[] = [
  ['a', '阿'],
  ['b', '八'],
  ['c', '嚓'],
  ['d', '哒'],
  ['e', '妸'],
  ['f', '发'],
  ['g', '旮'],
  ['h', '哈'],
  ['j', '讥'],
  ['k', '咔'],
  ['l', '垃'],
  ['m', '妈'],
  ['n', '拏'],
  ['o', '噢'],
  ['p', '妑'],
  ['q', '七'],
  ['r', '呥'],
  ['s', '仨'],
  ['t', '他'],
  ['w', '穵'],
  ['x', '夕'],
  ['y', '丫'],
  ['z', '帀'],
];
const order = new Intl.Collator('zh-CN-u-co-pinyin');
const known = new Map<string, string>();

function initialOf(char: string): string {
  if (!/\p{Script=Han}/u.test(char)) return /[\p{L}\p{N}]/u.test(char) ? char.toLowerCase() : '';
  return FIRST.findLast(([, first]) => order.compare(char, first) >= 0)?.[0] ?? '';
}

export function pinyinInitials(text: string): string {
  let initials = known.get(text);
  if (initials === undefined) {
    initials = [...text].map(initialOf).join('');
    known.set(text, initials);
  }
  return initials;
}
