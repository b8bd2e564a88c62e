// What the database must look like for a model: tables, columns, indexes. Pure data; plan.ts compares two of them.
import type { Entity, Field, FieldColumn, Model } from '../model/model.ts';
import { identifier, searchTableName } from '../model/naming.ts';
import { heldCodes } from './editions.ts';
import { internalTables } from './internal-tables.ts';
import type {
  ColumnLayout,
  IndexLayout,
  Layout,
  SearchLayout,
  TableLayout,
} from './table-layout.ts';

/** Slots of a search table: searchable fields one entity may have over its life. */
export const SEARCH_SLOTS = 16;

/** The layout of a model, internal tables included. */
export function layoutOf(model: Model): Layout {
  const tables: Record<string, TableLayout> = {};
  const searches: Record<string, SearchLayout> = {};
  for (const table of internalTables) tables[table.name] = table;
  for (const entity of model.entities.values()) {
    tables[entity.table] = entityTable(model, entity);
    for (const field of entity.fields.values()) {
      if (field.childTable) tables[field.childTable] = childTable(model, entity, field);
    }
    const slots = [...entity.fields.values()]
      .filter((field) => field.searchable)
      .map((field) => field.id);
    if (slots.length > 0) {
      const table = searchTableName(entity.name);
      searches[table] = { table, entity: entity.name, slots: slots.slice(0, SEARCH_SLOTS) };
    }
  }
  return { tables, searches };
}

const ENGINE_COLUMNS = new Set(['id', 'version', 'created_at', 'updated_at']);

function entityTable(model: Model, entity: Entity): TableLayout {
  const columns: ColumnLayout[] = [{ name: 'rid', id: 'rid', kind: 'row-number', scale: 0 }];
  for (const field of entity.fields.values()) {
    if (field.sortKey) columns.push(sortKeyColumn(field, field.sortKey));
    for (const column of field.columns) {
      columns.push({
        name: column.name,
        id: column.suffix ? `${field.id}.${column.suffix}` : field.id,
        kind: column.kind,
        scale: column.scale,
        notNull: ENGINE_COLUMNS.has(field.name) || undefined,
        unique: field.name === 'id' || undefined,
        references: column.suffix === '' ? foreignTable(model, field) : undefined,
        codes: heldCodes(field, column.suffix),
      });
    }
  }
  return { name: entity.table, id: entity.id, columns, indexes: entityIndexes(model, entity) };
}

function sortKeyColumn(field: Field, { name, kind, scale, suffix }: FieldColumn): ColumnLayout {
  const sorts = { column: field.columns[0]?.name ?? field.name, isPerson: isPersonName(field) };
  return { name, id: `${field.id}.${suffix}`, kind, scale, sorts };
}

/** Whether a text is marked as the name of a person. */
export function isPersonName(field: Field): boolean {
  return field.settings.format === 'person_name';
}

/** Table a reference points to. Users who created records and polymorphic references are not foreign keys. */
function foreignTable(model: Model, field: Field): string | undefined {
  if (field.system || field.targets.length !== 1) return undefined;
  return model.entities.get(field.targets[0] ?? '')?.table;
}

/** Whether people see records of an entity by the department they stand in. */
function isSeenByDepartment(model: Model, entity: Entity): boolean {
  return model.policies.some((policy) => {
    const actions = (policy.entities[entity.name] ?? policy.entities['*'])?.actions ?? {};
    return Object.values(actions).some((grant) => {
      const scope = typeof grant === 'string' ? grant : grant.scope;
      return scope === 'department' || scope === 'department_tree';
    });
  });
}

/** Indexes of an entity's table: keys, references, what the metadata name, and the orders people see records in. */
export function entityIndexes(model: Model, entity: Entity): IndexLayout[] {
  const indexes = new Map<string, IndexLayout>();
  const add = (fields: readonly string[], unique: boolean, liveOnly = true) => {
    const columns = fields.flatMap((name) => indexedColumn(entity, name, unique));
    if (columns.length !== fields.length) return;
    const name = identifier(`${unique ? 'u' : 'i'}_${entity.table}__${columns.join('__')}`);
    if (unique || !indexes.has(name)) indexes.set(name, { name, columns, unique, liveOnly });
  };
  for (const key of entity.keys) add(key.fields, true);
  for (const field of entity.fields.values()) {
    if (field.targets.length > 0 && !field.system) add([field.name], false, false);
  }
  for (const index of entity.indexes) add(index.fields, false);
  const places = entity.features.owner
    ? ['owner', ...(isSeenByDepartment(model, entity) ? ['department'] : [])]
    : [];
  if (entity.views.length > 0) {
    // What people look through they also look through by newest and by last changed.
    for (const name of ['created_at', 'updated_at']) add([name], false);
    for (const place of places) add([place, 'created_at'], false);
  }
  for (const view of entity.views) {
    const first = view.sort?.split(',')[0]?.replace(/^-/, '');
    if (!first) continue;
    add([first], false);
    // People who see some owners' or departments' records find them in the view's order at once, few or many.
    for (const place of places) if (first !== place) add([place, first], false);
  }
  return [...indexes.values()];
}

/** Keys are about values, all other indexes about order; of encrypted values there is only the fingerprint. */
function indexedColumn(entity: Entity, name: string, unique: boolean): string[] {
  const field = entity.fields.get(name);
  const lookup = field?.columns.find(({ suffix }) => suffix === 'lookup');
  const column = lookup ?? (unique ? undefined : field?.sortKey) ?? field?.columns[0];
  return column ? [column.name] : [];
}

/** Ordered values of one record: (record, position) → value, and an index from the value back. */
function childTable(model: Model, entity: Entity, field: Field): TableLayout {
  const name = field.childTable ?? '';
  const target =
    field.storage.kind === 'links' ? model.entities.get(field.targets[0] ?? '')?.table : undefined;
  return {
    name,
    id: field.id,
    columns: [
      {
        name: 'record',
        id: 'record',
        kind: 'text',
        scale: 0,
        notNull: true,
        references: entity.table,
      },
      { name: 'position', id: 'position', kind: 'integer', scale: 0, notNull: true },
      {
        name: 'value',
        id: 'value',
        kind: 'text',
        scale: 0,
        notNull: true,
        references: target,
        codes: heldCodes(field, ''),
      },
    ],
    primaryKey: ['record', 'position'],
    indexes: [
      {
        name: identifier(`i_${name}__value`),
        columns: ['value', 'record'],
        unique: false,
        liveOnly: false,
      },
    ],
  };
}
