// The documents tell the truth: everything a registry holds is documented, recipes name files that exist.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorCodes } from '../../core/error-codes.ts';
import { fieldTypes } from '../../core/fields/registry.ts';
import { metadataKinds } from '../../core/packs/schema/kinds.ts';
import { operators } from '../../core/rules/operators.ts';
import { checkPacks } from '../../runtime/boot.ts';
import { commands } from '../../runtime/cli/run.ts';
import { read, root } from './files.ts';

const reference = read('docs/reference.md');

test.each(Object.keys(fieldTypes))('field type %s is in the reference', (name) => {
  expect(reference).toContain(`\`${name}\``);
});

test.each(Object.keys(operators))('operator %s is in the reference', (name) => {
  expect(reference).toContain(`\`${name}\``);
});

test.each(Object.keys(metadataKinds))('metadata kind %s is in the reference', (name) => {
  expect(reference).toContain(`\`${name}\``);
});

test.each(Object.keys(errorCodes))('error code %s is in the reference', (name) => {
  expect(reference).toContain(`\`${name}\``);
});

test.each(commands.map((command) => command.name))(
  'command %s is in the README or the reference',
  (name) => {
    expect(reference).toContain(`crm ${name}`);
  },
);

test('every setting of the environment is in the README', () => {
  const settings = [...read('runtime/config.ts').matchAll(/environment\.([A-Z_]+)/g)].map(
    ([, name = '']) => name,
  );
  const readme = read('README.md');
  expect(settings.filter((name) => !readme.includes(name))).toEqual([]);
});

test('paths named in the documents exist', () => {
  const missing: string[] = [];
  for (const document of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']) {
    for (const [, path = ''] of read(document).matchAll(
      /`((?:core|runtime|metadata|tests|bench|bin|templates|docs)\/[\w./-]+)`/g,
    )) {
      if (!existsSync(join(root, path))) missing.push(`${document}: ${path}`);
    }
  }
  expect(missing).toEqual([]);
});

test('error texts name their parameters alike in both languages', () => {
  const names = (text: string) =>
    [...text.matchAll(/\{(\w+)\}/g)]
      .map(([, name]) => name)
      .sort()
      .join();
  const different = Object.entries(errorCodes)
    .filter(([, row]) => names(row.en) !== names(row.zh))
    .map(([code]) => code);
  expect(different).toEqual([]);
});

test('every icon of the packs and field types is in the sprite', () => {
  const sprite = read('runtime/web/ui/icons.svg');
  const { model } = checkPacks([join(root, 'metadata')]);
  const named = [...(model?.entities.values() ?? [])].map((entity) => entity.icon);
  const types = Object.values(fieldTypes).map((type) => type.icon);
  expect([...named, ...types].filter((icon) => !sprite.includes(`id="${icon}"`))).toEqual([]);
});
