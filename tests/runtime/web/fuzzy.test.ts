// How typed letters fit names of commands, in both languages.
import { expect, test } from 'vitest';
import { fuzzyScore } from '../../../runtime/web/app/fuzzy.ts';
import { pinyinInitials } from '../../../runtime/web/app/pinyin-initials.ts';

test('initials of readings, of words and digits', () => {
  expect(pinyinInitials('新建客户')).toBe('xjkh');
  expect(pinyinInitials('跟进记录 2')).toBe('gjjl2');
  expect(pinyinInitials('安装、质量')).toBe('azzl');
  expect(pinyinInitials('录入其他日期三容')).toBe('lrqtrqsr');
});

test('the better letters fit, the higher the score', () => {
  const scores = ['客户', '客户经理', '新客户', '老的客户'].map((label) => fuzzyScore(label, 'kh'));
  expect(scores).toEqual([...scores].sort((one, other) => other - one));
  expect(fuzzyScore('Price lists', 'pl')).toBeGreaterThan(0);
  expect(fuzzyScore('Price lists', 'list')).toBeGreaterThan(fuzzyScore('Price lists', 'ceis'));
  expect(fuzzyScore('Accounts', 'xyz')).toBe(0);
});
