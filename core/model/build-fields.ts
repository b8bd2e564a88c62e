// Turns the field definitions of one entity into fields: type found, settings checked, columns named.
// Rules are compiled later (build-rules.ts), when all entities are known.
import type { ValidateFunction } from 'ajv';
import { nearest } from '../errors.ts';
import type { AnyFieldType } from '../fields/field-type.ts';
import { fieldTypes } from '../fields/registry.ts';
import { compileSchema, conform } from '../packs/conform.ts';
import type { EntityDef } from '../packs/schema/entity.ts';
import { type FieldDef, fieldProperties } from '../packs/schema/field.ts';
import { NAME_MAX, NAME_PATTERN } from '../packs/schema/parts.ts';
import { inOrder } from '../packs/sequence.ts';
import type { Report } from './building.ts';
import type { Text } from './client.ts';
import { type Field, type FieldColumn, RESERVED_FIELDS } from './model.ts';
import { childTableName, columnName } from './naming.ts';
import { systemFields, WRITABLE_SYSTEM_FIELDS } from './system-fields.ts';

const namePattern = new RegExp(NAME_PATTERN);
const types: Readonly<Record<string, AnyFieldType>> = fieldTypes;
const commonProperties = new Set(Object.keys(fieldProperties));
const settingsValidators = new Map<string, ValidateFunction>();
/** Most fields an entity may have: stays below the column limits of both databases. */
export const MAX_FIELDS = 500;

/** All fields of an entity in display order, system fields first. Broken ones are reported and left out. */
export function buildFields(entity: string, def: EntityDef, report: Report): Map<string, Field> {
  const fields = new Map<string, Field>();
  const recordTypes = Object.keys(def.recordTypes ?? {});
  for (const { name, def: own } of systemFields(def.features?.owner ?? false, recordTypes)) {
    fields.set(name, makeField(entity, name, systemSettings(name, own, def), true));
  }
  const count = Object.keys(def.fields).length;
  if (count > MAX_FIELDS) report('/fields', 'meta.too-many', { limit: MAX_FIELDS, what: 'fields' });
  const ordered = inOrder(def.fields, (problem) => report('/fields', problem.code, problem.params));
  for (const [name, field] of ordered) {
    if (checkField(name, field, fields, report))
      fields.set(name, makeField(entity, name, field, false));
  }
  return fields;
}

/** record_type is a picklist whose options are the entity's record types. */
function systemSettings(name: string, own: FieldDef, def: EntityDef): FieldDef {
  if (name !== 'record_type') return own;
  const types = inOrder(def.recordTypes ?? {});
  const options = Object.fromEntries(types.map(([key, type]) => [key, { label: type.label }]));
  return { ...own, options } as FieldDef;
}

function checkField(
  name: string,
  def: FieldDef,
  known: ReadonlyMap<string, Field>,
  report: Report,
): boolean {
  const pointer = `/fields/${name}`;
  if (!namePattern.test(name) || name.length > NAME_MAX) {
    report(pointer, 'meta.bad-name', { name });
    return false;
  }
  if (RESERVED_FIELDS.has(name) || known.has(name)) {
    report(pointer, 'meta.reserved-name', { name });
    return false;
  }
  if (!Object.hasOwn(types, def.type)) {
    report(`${pointer}/type`, 'meta.unknown-type', {
      name: def.type,
      hint: nearest(def.type, Object.keys(types)),
    });
    return false;
  }
  const type = types[def.type] as AnyFieldType;
  const settings = settingsOf(def);
  const problems = conform(settingsValidator(type), settings, (at) => pointer + at);
  for (const problem of problems) report(problem.at, problem.code, problem.params);
  if (problems.length > 0) return false;
  const deeper = type.checkSettings?.(settings) ?? [];
  for (const problem of deeper) report(pointer + problem.at, problem.code, problem.params);
  return deeper.length === 0;
}

function settingsValidator(type: AnyFieldType): ValidateFunction {
  const known = settingsValidators.get(type.name);
  if (known) return known;
  const compiled = compileSchema(type.settings);
  settingsValidators.set(type.name, compiled);
  return compiled;
}

/** What stands beside the common properties belongs to the type. */
export function settingsOf(def: FieldDef): Record<string, unknown> {
  return Object.fromEntries(Object.entries(def).filter(([key]) => !commonProperties.has(key)));
}

function makeField(entity: string, name: string, def: FieldDef, system: boolean): Field {
  const kind = types[def.type] as AnyFieldType;
  const settings = settingsOf(def);
  const storage = kind.storage(settings);
  const child = storage.kind === 'list' || storage.kind === 'links';
  return {
    name,
    id: def.id ?? `${entity}.${name}`,
    entity,
    type: def.type,
    kind,
    settings,
    label: def.label as Text,
    def,
    required: def.required ?? false,
    readOnly: def.readOnly ?? false,
    unique: def.unique ?? false,
    searchable: (def.searchable ?? false) && kind.searchable,
    system: system && !WRITABLE_SYSTEM_FIELDS.has(name),
    computed: kind.computed ?? false,
    ruleType: name === 'id' ? { kind: 'reference', entities: [entity] } : kind.ruleType(settings),
    storage,
    columns: columnsOf(name, kind, settings),
    childTable: child ? childTableName(entity, name) : undefined,
    targets: targetsOf(def.type, settings),
    rules: {},
  };
}

function columnsOf(
  name: string,
  kind: AnyFieldType,
  settings: Record<string, unknown>,
): FieldColumn[] {
  const storage = kind.storage(settings);
  if (storage.kind !== 'columns') return [];
  return storage.columns.map((column) => ({
    name: columnName(name, column.suffix),
    kind: column.kind,
    scale: column.scale ?? 0,
    suffix: column.suffix ?? '',
  }));
}

const FIXED_TARGETS: Readonly<Record<string, string>> = {
  user: 'user',
  department: 'department',
  file: 'file',
  image: 'file',
};

function targetsOf(type: string, settings: Record<string, unknown>): string[] {
  const fixed = FIXED_TARGETS[type];
  if (fixed) return [fixed];
  if (!['reference', 'many_to_many', 'lines'].includes(type)) return [];
  if (Array.isArray(settings.entities)) return settings.entities as string[];
  return typeof settings.entity === 'string' ? [settings.entity] : [];
}
