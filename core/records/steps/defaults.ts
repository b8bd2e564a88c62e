// Step: fields left out of a create get their default, and the owner is who creates.

import type { Json } from '../../fields/field-type.ts';
import type { Field } from '../../model/model.ts';
import { environment } from '../environment.ts';
import { evaluatorOf } from '../evaluators.ts';
import type { Write } from '../write-state.ts';
import { emptyValue } from './input.ts';

export async function applyDefaults(write: Write): Promise<void> {
  if (write.action !== 'create') return;
  const { record, entity } = write;
  for (const field of entity.fields.values()) {
    if (Object.hasOwn(record, field.name)) continue;
    record[field.name] = systemDefault(write, field) ?? constantDefault(field) ?? emptyValue(field);
  }
  const ruled = [...entity.fields.values()].filter(
    (field) => field.rules.default && !isGiven(write, field),
  );
  if (ruled.length > 0) {
    const env = await environment(
      write,
      ruled.flatMap((field) => field.rules.default ?? []),
    );
    for (const field of ruled)
      setDefault(write, field, field.rules.default && evaluatorOf(field.rules.default)(env));
  }
}

function isGiven(write: Write, field: Field): boolean {
  return Object.hasOwn(write.input, field.name);
}

function setDefault(write: Write, field: Field, value: unknown): void {
  if (value === null || value === undefined) return;
  const parsed = field.kind.normalise(value, field.settings);
  if ('value' in parsed && parsed.value !== null) write.record[field.name] = parsed.value;
}

function systemDefault(write: Write, field: Field): Json | undefined {
  const { context, entity } = write;
  switch (field.name) {
    case 'owner':
      return entity.features.owner ? context.actor.id : undefined;
    case 'record_type':
      return defaultRecordType(write);
    default:
      return undefined;
  }
}

function defaultRecordType(write: Write): string | undefined {
  const types = [...write.entity.recordTypes.values()];
  return (types.find((type) => type.default) ?? types[0])?.name;
}

function constantDefault(field: Field): Json | undefined {
  const value = field.def.default;
  if (value === undefined || field.rules.default) return undefined;
  const parsed = field.kind.normalise(value, field.settings);
  return 'value' in parsed ? (parsed.value ?? undefined) : undefined;
}
