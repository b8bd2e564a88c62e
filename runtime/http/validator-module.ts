// Validators for the browser: Ajv's standalone code as an ES module without eval, over one shared runtime module.
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import type { Access } from '../../core/access/access.ts';
import type { Entity } from '../../core/model/model.ts';

const modules = new WeakMap<Entity, Map<string, string>>();

/** ES module with `validate(record)` and `validate.errors` for the fields an actor may see. */
export function validatorModule(entity: Entity, access: Access): string {
  const rights = access.entity(entity.name);
  const fields = [...entity.fields.values()].filter(
    (field) =>
      !field.system && field.storage.kind !== 'lines' && rights.right(field.name) !== 'hidden',
  );
  const key = fields.map((field) => field.name).join(' ');
  const cache = modules.get(entity) ?? new Map<string, string>();
  modules.set(entity, cache);
  const known = cache.get(key);
  if (known) return known;
  const properties = Object.fromEntries(
    fields.map((field) => [field.name, field.kind.value(field.settings)]),
  );
  const code = moduleOf({ type: 'object', properties });
  cache.set(key, code);
  return code;
}

function moduleOf(schema: object): string {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    code: { source: true, esm: true, lines: false },
  });
  addFormats.default(ajv);
  const make = standaloneCode as unknown as { default?: typeof standaloneCode };
  const generate = (make.default ?? standaloneCode) as (ajv: Ajv2020, validate: unknown) => string;
  return withSharedRuntime(generate(ajv, ajv.compile(schema)));
}

/** Ajv writes `require(…)` even into ES modules; those helpers come from the shared module instead. */
function withSharedRuntime(code: string): string {
  const rewritten = code
    .replace(/require\("ajv\/dist\/runtime\/ucs2length"\)\.default/g, 'shared.ucs2length')
    .replace(/require\("ajv\/dist\/runtime\/equal"\)\.default/g, 'shared.equal')
    .replace(/require\("ajv-formats\/dist\/formats"\)\.fullFormats/g, 'shared.formats')
    .replace(/^"use strict";/, '');
  return `import * as shared from "/api/validators/shared.js";\n${rewritten}`;
}

/** What the generated validators share: string length in code points, deep equality, and no formats but Ajv's checks on the server. */
export function sharedValidatorCode(): string {
  return `export function ucs2length(text) {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
export function equal(a, b) {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
const any = { validate: () => true, test: () => true };
export const formats = new Proxy({}, { get: () => any });
`;
}
