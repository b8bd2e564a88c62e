// `crm import`: a CSV of any entity with a mapping file; all or nothing, every faulty cell named, twice changes nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ENCODINGS } from '../../core/import/decode.ts';
import { runCommand } from '../../runtime/cli/run.ts';
import { encodeText } from '../support/encodings.ts';
import { startWorld } from '../support/world.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crm-import-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command on the folder; gives its exit code and what it printed. */
async function crm(
  ...args: string[]
): Promise<{ code: number | undefined; out: string; err: string }> {
  const lines: string[] = [];
  const errors: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
  const error = vi
    .spyOn(console, 'error')
    .mockImplementation((line) => void errors.push(String(line)));
  const code = await runCommand(args, {
    CRM_DATA: join(folder, 'data'),
    CRM_SYNC: 'off',
    LANG: 'en',
  });
  log.mockRestore();
  error.mockRestore();
  return { code, out: lines.join('\n'), err: errors.join('\n') };
}

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const map = JSON.stringify({
  columns: { 公司名称: 'name', 信用代码: 'uscc', 行业: 'industry', 上级: 'parent', 序号: null },
  key: 'uscc',
});

test('imports rows by mapping, finds references by name, and enters nothing twice', async () => {
  const rows =
    '序号,公司名称,信用代码,行业,上级\r\n1,上海母公司有限公司,91310000MA1K35EN6A,3451,\r\n2,"苏州子公司, 有限公司",,3462,上海母公司有限公司\r\n';
  const args = [
    'import',
    'account',
    file('a.csv', `\uFEFF${rows}`),
    '--map',
    file('map.json', map),
  ];
  const first = await crm(...args);
  expect(first.err).toBe('');
  expect(first.out).toBe('2 created, 0 updated, 0 skipped');
  expect((await crm(...args)).out).toBe('1 created, 0 updated, 1 skipped');
  const world = await startWorld('sqlite', { dataFolder: join(folder, 'data') });
  const found = await world.admin.get('/api/records/account', {
    fields: 'name,parent.$name',
    q: '苏州子公司',
  });
  await world.close();
  expect(found.body.items[0]).toMatchObject({
    name: '苏州子公司, 有限公司',
    parent: { $name: '上海母公司有限公司' },
  });
});

test('one bad cell refuses the whole file and says where and why', async () => {
  const path = file(
    'b.csv',
    '公司名称,信用代码,行业,上级\n好公司有限公司,,3451,\n坏公司有限公司,123,9999,没有这家\n',
  );
  const { code, err } = await crm('import', 'account', path, '--map', file('map.json', map));
  expect(code).toBe(1);
  expect(err).toContain('/3/信用代码');
  expect(err).toContain('/3/上级');
  const world = await startWorld('sqlite', { dataFolder: join(folder, 'data') });
  const found = await world.admin.get('/api/records/account', { q: '好公司', count: 'exact' });
  await world.close();
  expect(found.body.count).toBe(0);
});

test('verify finds the data whole', async () => {
  expect(await crm('verify')).toMatchObject({ code: 0, out: 'ok' });
});

test('X04 files of every encoding, named or not', async () => {
  for (const [index, encoding] of ENCODINGS.entries()) {
    const bytes = encodeText(`name,phone\r\n重庆第${index}公司,1380013800${index}\r\n`, encoding);
    const path = file(`${encoding}.csv`, bytes);
    const named = index % 2 === 0 ? ['--encoding', encoding] : [];
    const { out, err } = await crm('import', 'account', path, ...named);
    expect(err).toBe('');
    expect(out).toBe('1 created, 0 updated, 0 skipped');
  }
  const wrong = file('wrong.csv', encodeText('name\r\n中文\r\n', 'gb18030'));
  const refused = await crm('import', 'account', wrong, '--encoding', 'utf-8');
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('--encoding');
  const world = await startWorld('sqlite', { dataFolder: join(folder, 'data') });
  const { body } = await world.admin.get('/api/records/account', {
    filter: JSON.stringify({ starts_with: [{ var: 'name' }, '重庆第'] }),
    sort: 'name',
  });
  await world.close();
  expect(body.items.map(({ name }: { name: string }) => name)).toEqual(
    ENCODINGS.map((_, index) => `重庆第${index}公司`),
  );
});

test('X04 a cell of 10 MB is an error of its row, told in few words', async () => {
  const book = '长'.repeat(10_000_000);
  const path = file('long.csv', `name,parent\n${book},\nA,${book}\n`);
  const { code, err } = await crm('import', 'account', path);
  expect(code).toBe(1);
  expect(err).toContain('/2/name');
  expect(err).toContain('/3/parent');
  expect(err.length).toBeLessThan(10_000);
});
