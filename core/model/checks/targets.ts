// Checks that what fields name exists: picklists, classifications, roll-up collections, currency fields, formula circles.
import { nearest } from '../../errors.ts';
import type { DraftEntity } from '../build-entities.ts';
import type { Classification, Field, Picklist } from '../model.ts';

export interface Known {
  readonly picklists: ReadonlyMap<string, Picklist>;
  readonly classifications: ReadonlyMap<string, Classification>;
  readonly entities: ReadonlyMap<string, DraftEntity>;
}

export function checkTargets(entity: DraftEntity, known: Known): void {
  for (const field of entity.fields.values()) {
    checkNamed(entity, field, 'picklist', known.picklists);
    checkNamed(entity, field, 'classification', known.classifications);
    checkClassifications(entity, field, known);
    checkSibling(entity, field, 'currencyField');
    checkSibling(entity, field, 'rateDateField');
    if (field.type === 'rollup') checkRollup(entity, field, known);
  }
}

function checkNamed(
  entity: DraftEntity,
  field: Field,
  kind: 'picklist' | 'classification',
  known: ReadonlyMap<string, unknown>,
): void {
  const name = field.settings[kind];
  if (typeof name !== 'string' || known.has(name)) return;
  entity.report(`/fields/${field.name}/${kind}`, 'meta.unknown-target', {
    kind,
    name,
    hint: nearest(name, known.keys()),
  });
}

function checkClassifications(entity: DraftEntity, field: Field, known: Known): void {
  const names = field.settings.classifications;
  if (!Array.isArray(names)) return;
  names.forEach((name: string, index) => {
    if (known.classifications.has(name)) return;
    const hint = nearest(name, known.classifications.keys());
    entity.report(`/fields/${field.name}/classifications/${index}`, 'meta.unknown-target', {
      kind: 'classification',
      name,
      hint,
    });
  });
}

function checkSibling(entity: DraftEntity, field: Field, setting: string): void {
  const name = field.settings[setting];
  if (typeof name !== 'string' || entity.fields.has(name)) return;
  const hint = nearest(name, entity.fields.keys());
  entity.report(`/fields/${field.name}/${setting}`, 'meta.unknown-field', {
    entity: entity.name,
    name,
    hint,
  });
}

function checkRollup(entity: DraftEntity, field: Field, known: Known): void {
  const pointer = `/fields/${field.name}`;
  const name = String(field.settings.collection ?? '');
  const collection = entity.collections.get(name);
  if (!collection) {
    const hint = nearest(name, entity.collections.keys());
    entity.report(`${pointer}/collection`, 'meta.unknown-target', {
      kind: 'collection',
      name,
      hint,
    });
    return;
  }
  const measured = field.settings.field;
  const fields = known.entities.get(collection.entity)?.fields;
  if (typeof measured !== 'string' || fields?.has(measured)) return;
  const params = {
    entity: collection.entity,
    name: measured,
    hint: nearest(measured, fields?.keys() ?? []),
  };
  entity.report(`${pointer}/field`, 'meta.unknown-field', params);
}
