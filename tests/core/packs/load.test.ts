// The loader says what is out of place, all of it, and loads nothing that cannot be read.
import { afterEach, expect, test } from 'vitest';
import { loadPack } from '../../../core/packs/load.ts';
import { type Files, manifest, packFolder } from '../../support/pack-files.ts';

let remove: (() => void) | undefined;
afterEach(() => remove?.());

function problemsOf(files: Files): string[] {
  const made = packFolder('acme', files);
  remove = made.remove;
  return loadPack(made.folder).problems.map((problem) => `${problem.code} ${problem.at}`);
}

test.each<[string, Files, string[]]>([
  ['a sound pack', { 'roles/boss.json': { role: 'boss' }, 'README.md': 'x' }, []],
  ['a folder nobody knows', { 'role/boss.json': { role: 'boss' } }, ['pack.misplaced acme/role']],
  [
    'an entity file at the wrong place',
    { 'entities/deal.json': {} },
    ['pack.misplaced acme/entities/deal.json'],
  ],
  [
    'a stray file below an entity',
    { 'entities/deal/form.json': {} },
    ['pack.misplaced acme/entities/deal/form.json'],
  ],
  ['broken JSON', { 'roles/boss.json': '{"role": ' }, ['pack.unreadable acme/roles/boss.json']],
  [
    'a list where an object belongs',
    { 'roles/boss.json': '[]' },
    ['pack.unreadable acme/roles/boss.json'],
  ],
  [
    'a file that calls itself otherwise',
    { 'roles/boss.json': { role: 'chief' } },
    ['pack.name-differs acme/roles/boss.json#/role'],
  ],
  [
    'another engine format',
    { 'pack.json': manifest('acme', { engine: 9 }) },
    ['pack.engine acme/pack.json#/engine'],
  ],
  [
    'an unknown layer',
    { 'pack.json': manifest('acme', { layer: 'base' }) },
    ['meta.enum acme/pack.json#/layer'],
  ],
])('%s', (_name, files, expected) => {
  expect(problemsOf(files)).toEqual(expected);
});

test('several problems come together', () => {
  expect(
    problemsOf({ 'roles/a.json': '{', 'views/x.json': {}, 'menus/m.json': { menu: 'n' } }),
  ).toHaveLength(3);
});

test('a folder without a manifest is no pack', () => {
  expect(loadPack('/nowhere/at/all')).toEqual({
    problems: [{ code: 'pack.no-manifest', at: 'all' }],
  });
});

test('a byte order mark does no harm', () => {
  const made = packFolder('acme', { 'roles/boss.json': '\uFEFF{"role":"boss"}' });
  remove = made.remove;
  expect(loadPack(made.folder).pack?.files[0]?.json).toEqual({ role: 'boss' });
});
