// Reads the canonical value of one field out of a row: which columns it needs, and how they become the value.
import { type Expression, sql } from 'kysely';
import type { Json } from '../fields/field-type.ts';
import { isEncrypted } from '../fields/masked-text.ts';
import type { Field } from '../model/model.ts';
import type { Row, StorageDialect } from '../storage/database.ts';
import type { QueryBuild } from './query-scope.ts';
import { openCell } from './sealing.ts';

/** Adds an expression to the select list. @returns the name it has in the row */
type Add = (expression: Expression<unknown>) => string;

/** Selects what a field's value under an alias is made of. @returns the value of a row */
export function valueReader(
  build: QueryBuild,
  field: Field,
  alias: string,
  add: Add,
): (row: Row) => Json {
  const { dialect } = build;
  if (field.storage.kind === 'list' || field.storage.kind === 'links') {
    const name = add(dialect.listOf(field.childTable ?? '', 'value', sql.ref(`${alias}.id`)));
    return (row) => listValue(field, row[name]);
  }
  if (field.storage.kind !== 'columns') return () => [];
  if (field.type === 'masked_text' && (isEncrypted(field) || dialect.vault))
    return sealedReader(build, field, alias, add);
  const cells = field.columns.map((column) => {
    const name = add(dialect.selected(column, sql.ref(`${alias}.${column.name}`)));
    return { column, name };
  });
  const [first] = cells;
  if (cells.length === 1 && first) return singleReader(dialect, field, first.column, first.name);
  return (row) => {
    const values = cells.map(({ column, name }) => dialect.read(column, row[name]));
    return values.every((value) => value === null)
      ? null
      : field.kind.decode(values, field.settings);
  };
}

/** Ciphertext is opened where it comes out of its row. */
function sealedReader(
  build: QueryBuild,
  field: Field,
  alias: string,
  add: Add,
): (row: Row) => Json {
  const entity = build.entity(field.entity);
  const cell = add(sql.ref(`${alias}.${field.columns[0]?.name ?? field.name}`));
  const id = add(sql.ref(`${alias}.id`));
  return (row) => {
    const value = row[cell];
    if (typeof value !== 'string') return null;
    return openCell(build.dialect, entity, field, String(row[id]), value);
  };
}

function singleReader(
  dialect: StorageDialect,
  field: Field,
  column: Field['columns'][number],
  name: string,
): (row: Row) => Json {
  const plain = column.kind === 'text' && field.kind.identity === true;
  if (plain) return (row) => (row[name] as string | null | undefined) ?? null;
  return (row) => {
    const value = dialect.read(column, row[name]);
    return value === null ? null : field.kind.decode([value], field.settings);
  };
}

function listValue(field: Field, raw: unknown): Json {
  const values = JSON.parse(String(raw ?? '[]')) as string[];
  return isSingle(field) ? (values[0] ?? null) : values;
}

/** Child tables hold lists; a single value in one is answered as itself. */
function isSingle(field: Field): boolean {
  return field.ruleType.list !== true;
}
