// The recipes of CONTRIBUTING.md, executed: what they name exists, and what they promise works.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { read, root } from './files.ts';

const crm = (folder: string, ...args: string[]) =>
  execFileSync(process.execPath, [join(root, 'main.ts'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CRM_DATA: join(folder, 'data'), CRM_SYNC: 'off', LANG: 'en' },
  });

describe('write a pack', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'crm-recipe-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('pack new, pack check and pack ids work on a fresh pack', () => {
    crm(folder, 'pack', 'new', 'acme');
    expect(existsSync(join(folder, 'acme', 'pack.json'))).toBe(true);
    expect(crm(folder, 'pack', 'check', './acme')).toContain(' 0 problems');
    expect(Number.parseInt(crm(folder, 'pack', 'ids', './acme'), 10)).toBeGreaterThan(0);
    expect(crm(folder, 'pack', 'ids', './acme')).toContain('0 ids written');
    expect(crm(folder, 'pack', 'check', './acme')).toContain(' 0 problems');
  });

  test('a mistake in it is named with file, place and cure', () => {
    const broken = join(folder, 'broken');
    cpSync(join(folder, 'acme'), broken, { recursive: true });
    const manifest = join(broken, 'pack.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"layer"', '"layr"'));
    let output = '';
    try {
      crm(folder, 'pack', 'check', './broken');
    } catch (error) {
      output = String((error as { stdout?: string }).stdout);
    }
    expect(output).toContain('broken/pack.json#/layr');
    expect(output).toContain("Did you mean 'layer'?");
  });
});

test('registries the recipes send people to are what they say', () => {
  expect(read('core/fields/registry.ts')).toContain('fieldTypes');
  expect(read('core/rules/operators.ts')).toContain('operators');
  expect(read('runtime/http/app.ts')).toContain('recordRoutes');
  expect(read('runtime/cli/run.ts')).toContain('export const commands');
  expect(read('core/records/write.ts')).toContain('const PREPARE');
  expect(read('tests/support/world.ts')).toContain('export const databases');
  expect(read('runtime/web/widgets/registry.ts')).toMatch(/import|=>/);
});

test('npm scripts the documents name exist', () => {
  const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);
  const named = [
    ...`${read('README.md')}${read('CONTRIBUTING.md')}`.matchAll(/npm run (\w+)/g),
  ].map(([, name = '']) => name);
  expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
});
