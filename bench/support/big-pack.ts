// Packs with very many entities or fields, generated into a folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const TYPES = [
  { type: 'text', maxLength: 100, searchable: true, required: true },
  { type: 'text', maxLength: 100, index: true },
  { type: 'money', currency: 'CNY', min: 0 },
  { type: 'date' },
  { type: 'picklist', options: optionsOf(5) },
  { type: 'integer', min: 0 },
  { type: 'boolean' },
  { type: 'datetime' },
  { type: 'decimal', scale: 3 },
  { type: 'long_text' },
  { type: 'email' },
  { type: 'percent' },
];

function optionsOf(count: number): Record<string, object> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `option${index}`,
      { label: { 'zh-CN': `选项 ${index}`, en: `Option ${index}` } },
    ]),
  );
}

/** A field of the pack; every kind turns up, and some carry rules. */
function field(index: number): object {
  const label = { 'zh-CN': `字段 ${index}`, en: `Field ${index}` };
  const rule = index === 13 ? { requiredWhen: { '==': [{ var: 'f4' }, 'option1'] } } : {};
  const base = TYPES[index % TYPES.length] ?? { type: 'text' };
  return {
    ...base,
    ...(index > 0 ? { required: false } : {}),
    ...(index > 2 ? { searchable: false, index: false } : {}),
    ...rule,
    label,
  };
}

/** Writes a pack of `entities` entities with `fields` fields each; the last field refers to the entity before. */
export function writeBigPack(folder: string, entities: number, fields: number): void {
  mkdirSync(folder, { recursive: true });
  const title = { 'zh-CN': '大', en: 'Big' };
  const manifest = { name: 'big', version: '1.0.0', engine: 1, layer: 'client', title };
  writeJson(join(folder, 'pack.json'), { ...manifest, dependsOn: { system: '*' } });
  for (let number = 0; number < entities; number++) {
    const name = `big${number}`;
    const list = Array.from({ length: fields - 1 }, (_, index) => [`f${index}`, field(index)]);
    const target = number === 0 ? name : `big${number - 1}`;
    const label = { 'zh-CN': `实体 ${number}`, en: `Entity ${number}` };
    const reference = { type: 'reference', entity: target, label, onDelete: 'clear' };
    mkdirSync(join(folder, 'entities', name), { recursive: true });
    writeJson(join(folder, 'entities', name, 'entity.json'), {
      entity: name,
      label,
      nameField: 'f0',
      features: { owner: true },
      fields: { ...Object.fromEntries(list), parent: reference },
    });
  }
}

function writeJson(path: string, value: object): void {
  writeFileSync(path, JSON.stringify(value, null, 2));
}
