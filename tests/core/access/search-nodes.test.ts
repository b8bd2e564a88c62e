// Nodes are found by code, by names in both languages and by pinyin initials; the plainest hits come first.
import { expect, test } from 'vitest';
import { searchNodes } from '../../../core/access/search-nodes.ts';
import { checkPacks } from '../../../runtime/boot.ts';
import { readConfig } from '../../../runtime/config.ts';

const { model } = checkPacks(readConfig({ CRM_DATA: '/nowhere' }).packRoots);

function found(name: string, q: string): string[] {
  const tree = model?.classifications.get(name);
  const edition = tree?.editions.get(tree.current);
  if (!edition) throw new Error(`no classification ${name}`);
  return searchNodes(edition, q).map((code) => edition.nodes.get(code)?.label['zh-CN'] ?? code);
}

test.each([
  ['industry_cn', 'tysbzzy', '通用设备制造业'],
  ['industry_cn', 'ＴＹＳＢ', '通用设备制造业'],
  ['industry_cn', '通用设备', '通用设备制造业'],
  ['region_cn', 'pdxq', '浦东新区'],
  ['region_cn', 'cqs', '重庆市'],
  ['region_cn', '310115', '浦东新区'],
])('%s by %s', (name, q, wanted) => {
  expect(found(name, q)[0]).toBe(wanted);
});

test('English names are searched as well', () => {
  expect(found('industry_isic', 'manufacture of furniture').length).toBeGreaterThan(0);
});

test('what begins with the initials comes before what only holds them; one letter means no initials', () => {
  const names = found('region_cn', 'dq');
  const begins = names.map((name) => /^[东大德迪登定达当道邓代儋砀]/.test(name));
  expect(begins[0]).toBe(true);
  expect(begins.lastIndexOf(true)).toBeLessThan(names.length - 1);
  expect(found('region_cn', 'p')).toEqual([]);
});
