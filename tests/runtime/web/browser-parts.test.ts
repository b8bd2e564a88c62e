// The browser's bundle has all of its parts: operators that check, evaluate and read back, field types that read and show.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldTypes } from '../../../core/fields/registry.ts';
import { operators } from '../../../core/rules/operators.ts';
import { projectFolder } from '../../../runtime/config.ts';
import { browserParts } from '../../../runtime/web/browser-parts.ts';

const SERVER_ONLY = [
  ...['examples', 'compileNot', 'encode', 'decode', 'toText', 'parseText'],
  ...['settings', 'checkSettings', 'value', 'storage'],
];
const folder = mkdtempSync(join(tmpdir(), 'crm-parts-'));

async function bundled(path: string): Promise<Record<string, unknown>> {
  const built = await Bun.build({
    entrypoints: [join(projectFolder, path)],
    outdir: folder,
    target: 'browser',
    format: 'esm',
    plugins: [browserParts],
  });
  return import(built.outputs[0]?.path ?? '');
}

type Parts = Record<string, Record<string, unknown>>;
let kept: { operators: Parts; fieldTypes: Parts };

beforeAll(async () => {
  const [rules, fields] = [
    await bundled('core/rules/operators.ts'),
    await bundled('core/fields/registry.ts'),
  ];
  kept = { ...rules, ...fields } as typeof kept;
});
afterAll(() => rmSync(folder, { recursive: true }));

const memberNames = (part: object | undefined) =>
  Object.keys(part ?? {})
    .filter((name) => !SERVER_ONLY.includes(name))
    .sort();

test.each(Object.entries(operators))('operator %s', (name, operator) => {
  expect(memberNames(kept.operators[name])).toEqual(memberNames(operator));
});

test.each(Object.entries(fieldTypes))('field type %s', (name, type) => {
  const own = kept.fieldTypes[name];
  expect(memberNames(own)).toEqual(memberNames(type));
  expect(own?.examples).toBeUndefined();
});
