// What the pages fetch at first shows only texts that are there at first; all other parts are fetched through `later`.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../runtime/config.ts';
import { zhCn } from '../../../runtime/web/i18n/zh-cn.ts';
import { zhCnLater } from '../../../runtime/web/i18n/zh-cn-later.ts';

const WEB = join(projectFolder, 'runtime/web');
const IMPORT = /^(?:import|export)\s+(?!type\b)[^;]*?from '(\.[^']+)'|^import '(\.[^']+)'/gm;
const FETCH = /(later\(\(\) =>\s*|typeof )?import\('(\.[^']+)'\)/g;
const KEY = /['`]([a-z]\w*(?:\.\w+)+)(?:['`]|\.\$\{)/g;

/** Modules a module brings along, or fetches without waiting for the later texts. */
function needed(path: string, text: string): string[] {
  const imported = [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '');
  const fetched = [...text.matchAll(FETCH)].filter((match) => !match[1]).map((match) => match[2]);
  return [...imported, ...fetched].map((each) => join(dirname(path), each ?? ''));
}

function atFirst(): Map<string, string> {
  const found = new Map<string, string>();
  const open = [join(WEB, 'app/main.ts')];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const isTexts = path.startsWith(join(WEB, 'i18n'));
    if (found.has(path) || isTexts || !path.startsWith(WEB)) continue;
    const text = readFileSync(path, 'utf8');
    found.set(path, text);
    open.push(...needed(path, text));
  }
  return found;
}

const modules = atFirst();

test('list and form pages are fetched without the later texts', () => {
  const names = [...modules.keys()].map((path) => path.slice(WEB.length + 1));
  expect(names).toContain('views/crm-list-page.ts');
  expect(names).toContain('views/crm-form-page.ts');
  expect(names).not.toContain('filter/crm-filter.ts');
});

test.each([...modules])('%s', (_path, text) => {
  const keys = [...text.matchAll(KEY)].map((match) => match[1] ?? '');
  const tooLate = keys.filter((key) =>
    Object.keys(zhCnLater).some((known) => known === key || known.startsWith(`${key}.`)),
  );
  expect(tooLate).toEqual([]);
});

test('no text stands in both parts', () => {
  expect(Object.keys(zhCn).filter((key) => key in zhCnLater)).toEqual([]);
});
