// `crm import`: a CSV of any entity with a mapping file; all or nothing, every faulty cell named, twice changes nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runCommand } from '../../runtime/cli/run.ts';
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

function file(name: string, text: string): string {
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
