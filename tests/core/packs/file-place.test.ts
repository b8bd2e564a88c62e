// Paths of files and the nodes they define: the same places as a pack folder has.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filePlace, pathOf } from '../../../core/packs/file-place.ts';
import { loadPacks } from '../../../core/packs/load.ts';

const { packs } = loadPacks([join(import.meta.dirname, '../../../metadata')]);
const files = packs.flatMap((pack) => pack.files);

describe('every file of the shipped packs', () => {
  test.each(files.map((file) => [file.path, file] as const))('%s', (path, { kind, key }) => {
    expect(filePlace(path)).toMatchObject({ kind, key });
    expect(pathOf(kind, key)).toBe(path);
  });
});

test.each([
  'pack.json',
  'policies',
  'policies/a/b.json',
  'policies/A.json',
  'policies/../roles/a.json',
  'entities/account.json',
  'entities/account/views/mine.csv',
  'data/account.csv',
  'constructor/a.json',
  '',
])('nothing stands at %j', (path) => {
  expect(filePlace(path)).toBeUndefined();
});

test.each([
  ['entities/deal/entity.json', 'entity', 'deal', 'deal'],
  ['entities/deal/workflow.json', 'workflow', 'deal/workflow', undefined],
  ['entities/deal/views/mine.json', 'view', 'deal/mine', 'mine'],
  ['settings.json', 'settings', 'settings', undefined],
  ['roles/x_planner.json', 'role', 'x_planner', 'x_planner'],
])('%s', (path, kind, key, name) => {
  expect(filePlace(path)).toEqual({ kind, key, name });
});
