// Prints docs/reference.md from the registries: field types, operators, metadata kinds, error codes, commands.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodes } from '../core/error-codes.ts';
import { fieldTypes } from '../core/fields/registry.ts';
import { metadataKinds } from '../core/packs/schema/kinds.ts';
import { operators } from '../core/rules/operators.ts';
import { commands } from '../runtime/cli/run.ts';

const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
const row = (...cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;

const lines = [
  '# Reference',
  '',
  'Printed from the registries by `bin/make-reference.ts`; do not edit by hand.',
  '',
  '## Field types',
  '',
  row('type', '名称', 'name', 'settings', 'example'),
  row('---', '---', '---', '---', '---'),
  ...Object.values(fieldTypes).map((type) => {
    const settings = Object.keys((type.settings.properties ?? {}) as object).map(
      (name) => `\`${name}\``,
    );
    return row(
      `\`${type.name}\``,
      type.label['zh-CN'],
      type.label.en,
      settings.join(' '),
      `\`${JSON.stringify(type.examples.valid[0])?.slice(0, 80)}\``,
    );
  }),
  '',
  '## Rule operators',
  '',
  row('operator', 'in words', '文字', 'example', 'gives'),
  row('---', '---', '---', '---', '---'),
  ...Object.entries(operators).map(([name, operator]) => {
    const [example] = operator.examples;
    return row(
      `\`${name}\``,
      operator.words.en,
      operator.words['zh-CN'],
      `\`${JSON.stringify(example?.rule) ?? ''}\``,
      `\`${JSON.stringify(example?.gives) ?? ''}\``,
    );
  }),
  '',
  '## Metadata kinds',
  '',
  row('kind', 'place in a pack'),
  row('---', '---'),
  ...Object.entries(metadataKinds).map(([name, kind]) => row(`\`${name}\``, `\`${kind.place}\``)),
  '',
  '## Error codes',
  '',
  row('code', 'status', 'text', '文字'),
  row('---', '---', '---', '---'),
  ...Object.entries(errorCodes).map(([code, { status, en, zh }]) =>
    row(`\`${code}\``, String(status), en, zh),
  ),
  '',
  '## Commands',
  '',
  row('command', 'what it does', '说明'),
  row('---', '---', '---'),
  ...commands.map((command) =>
    row(`\`crm ${command.usage}\``, command.summary.en, command.summary['zh-CN']),
  ),
  '',
];
writeFileSync(join(import.meta.dirname, '..', 'docs', 'reference.md'), lines.join('\n'));
