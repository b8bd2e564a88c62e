// Sizes, names and headers of source files; no secrets, no paths of a machine, no word of how the project was made.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { read, root, sourceFiles } from './files.ts';

const MAX_LINES = 400;
const sources = sourceFiles('core', 'runtime', 'bench', 'tests', 'bin', 'main.ts');

test('files have at most 400 lines', () => {
  const long = sources
    .map((path) => [path, read(path).split('\n').length] as const)
    .filter(([, lines]) => lines > MAX_LINES);
  expect(long).toEqual([]);
});

test('file names are kebab-case, and none is called index, util, helper, common or base', () => {
  const names = sources.map(
    (path) =>
      path
        .split('/')
        .at(-1)
        ?.replace(/\.(test\.)?(ts|mjs)$|\.d\.ts$/g, '') ?? '',
  );
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  expect(
    names.filter((name) => /^(index|utils?|helpers?|common|manager|service)$/.test(name)),
  ).toEqual([]);
});

test('every source file opens with a sentence about its job', () => {
  const silent = sourceFiles('core', 'runtime', 'main.ts').filter(
    (path) => !/^(#!.*\n)?(\/\/|\/\*\*) \S/.test(read(path)),
  );
  expect(silent).toEqual([]);
});

test('each folder of core explains itself in at most 15 lines', () => {
  for (const folder of [
    'rules',
    'fields',
    'packs',
    'model',
    'storage',
    'access',
    'records',
    'import',
  ]) {
    const lines = read(`core/${folder}/README.md`).trim().split('\n');
    expect(lines.length, folder).toBeLessThanOrEqual(15);
  }
});

test('tracked files hold no path of a machine and no registry host', () => {
  const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n');
  const texts = tracked.filter(
    (path) =>
      /\.(ts|mjs|md|json|sh|css|html)$|run$/.test(path) &&
      path !== 'tests/house/style.test.ts' &&
      existsSync(join(root, path)),
  );
  const machine =
    /\/(work|root|home\/\w+)\/(main|\.npm|\.library|shared)|registry\.npmjs|"resolved":/;
  expect(texts.filter((path) => machine.test(read(path)))).toEqual([]);
});
