// From requested paths to a select list, and from rows back to records. Hidden fields are refused, masked ones masked,
// references out of reach come back as null.
import { type Expression, sql } from 'kysely';
import type { Right } from '../access/access.ts';
import { AppError, nearest } from '../errors.ts';
import type { FormatOptions, Json } from '../fields/field-type.ts';
import type { Entity, Field, NamePiece } from '../model/model.ts';
import type { Row, StorageDialect } from '../storage/database.ts';
import { maskValue } from './mask.ts';
import { type QueryBuild, type QueryScope, visibleNames } from './query-scope.ts';

export type RecordValue = Json | undefined;
export type PlainRecord = { [field: string]: Json };

/** How one member of the answer is read from a row. */
interface Reader {
  readonly key: string;
  read(row: Row, format?: FormatOptions): Json;
}

export interface Selection {
  readonly columns: readonly Expression<unknown>[];
  /** @param format how names are written; without it values stand in them as stored */
  decode(row: Row, format?: FormatOptions): PlainRecord;
}

/** Longest path: `a.b.c.name`. */
const MAX_EXPANDED = 3;
export const MAX_SELECTED = 200;

interface Selecting {
  readonly build: QueryBuild;
  readonly columns: Expression<unknown>[];
  count: number;
}

/**
 * Selects paths of an entity: fields, `owner.name` (nested as `owner: {id, name}`), `$name` and `$subtitle` (display
 * name and second line), `industry.$label`. `id` and `version` are always there.
 */
export function select(scope: QueryScope, paths: readonly string[]): Selection {
  const selecting: Selecting = { build: scope.build, columns: [], count: 0 };
  const wanted = new Set(['id', 'version', ...paths]);
  const readers: Reader[] = [];
  const nested = new Map<string, string[]>();
  for (const path of wanted) {
    const dot = path.indexOf('.');
    const rest = path.slice(dot + 1);
    if (dot < 0) readers.push(ownReader(selecting, scope, path, []));
    else if (rest === '$label') readers.push(labelReader(selecting, scope, path.slice(0, dot)));
    else nested.set(path.slice(0, dot), [...(nested.get(path.slice(0, dot)) ?? []), rest]);
  }
  for (const [head, rests] of nested) readers.push(nestedReader(selecting, scope, head, rests));
  return { columns: selecting.columns, decode: decoder(readers) };
}

function decoder(readers: readonly Reader[]): (row: Row, format?: FormatOptions) => PlainRecord {
  return (row, format) => {
    const record: PlainRecord = {};
    for (const reader of readers) record[reader.key] = reader.read(row, format);
    return record;
  };
}

function unknownField(build: QueryBuild, entity: Entity, name: string): AppError {
  return new AppError('query.unknown-field', {
    field: name,
    hint: nearest(name, visibleNames(build.access, entity)),
  });
}

/** The field of that name, when the actor may see it at least masked. */
export function visibleField(
  build: QueryBuild,
  entity: Entity,
  name: string,
): { field: Field; right: Right } {
  const field = entity.fields.get(name);
  const right = build.access ? build.access.entity(entity.name).right(name) : 'write';
  if (!field || right === 'hidden') throw unknownField(build, entity, name);
  return { field, right };
}

function ownReader(
  selecting: Selecting,
  scope: QueryScope,
  name: string,
  hops: readonly Field[],
): Reader {
  const entity = hops.length === 0 ? scope.entity : targetOf(selecting, hops);
  const alias = scope.join(hops);
  if (name === '$name') return nameReader(selecting, entity, alias);
  if (name === '$subtitle') return subtitleReader(selecting, scope, entity, hops);
  const { field, right } = visibleField(selecting.build, entity, name);
  const read = fieldReader(selecting, field, alias);
  if (right !== 'masked') return { key: name, read };
  return { key: name, read: (row) => maskValue(field, read(row)) };
}

function targetOf(selecting: Selecting, hops: readonly Field[]): Entity {
  return selecting.build.entity(hops.at(-1)?.targets[0] ?? '');
}

/** Adds a column under a fresh name. */
function add(selecting: Selecting, expression: Expression<unknown>): string {
  const name = `c${selecting.count++}`;
  selecting.columns.push(sql`${expression} as ${sql.id(name)}`);
  return name;
}

/** Reads a field's canonical value under an alias. */
function fieldReader(selecting: Selecting, field: Field, alias: string): (row: Row) => Json {
  const { dialect } = selecting.build;
  if (field.storage.kind === 'list' || field.storage.kind === 'links') {
    const name = add(
      selecting,
      dialect.listOf(field.childTable ?? '', 'value', sql.ref(`${alias}.id`)),
    );
    return (row) => listValue(field, row[name]);
  }
  if (field.storage.kind !== 'columns') return () => [];
  const cells = field.columns.map((column) => {
    const name = add(selecting, dialect.selected(column, sql.ref(`${alias}.${column.name}`)));
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

function nameReader(selecting: Selecting, entity: Entity, alias: string): Reader {
  const access = selecting.build.access?.entity(entity.name);
  const pieces = entity.nameTemplate.map((piece) =>
    pieceReader(selecting, entity, alias, piece, access?.right.bind(access)),
  );
  return {
    key: '$name',
    read: (row, format) => pieces.map((piece) => piece(row, format)).join(''),
  };
}

function pieceReader(
  selecting: Selecting,
  entity: Entity,
  alias: string,
  piece: NamePiece,
  right?: (field: string) => Right,
): (row: Row, format?: FormatOptions) => string {
  if ('text' in piece) return () => piece.text;
  const field = entity.fields.get(piece.field);
  if (!field || (right && ['hidden', 'masked'].includes(right(piece.field)))) return () => '';
  const read = fieldReader(selecting, field, alias);
  return (row, format) => displayText(field, read(row), format);
}

function displayText(field: Field, value: Json, format: FormatOptions | undefined): string {
  if (value === null || value === undefined) return '';
  return format ? field.kind.format(value, field.settings, format) : String(value);
}

/** Second line in lookups: the entity's subtitle fields, references by name. */
function subtitleReader(
  selecting: Selecting,
  scope: QueryScope,
  entity: Entity,
  hops: readonly Field[],
): Reader {
  const parts = entity.subtitle.flatMap((name) => {
    const field = entity.fields.get(name);
    const right = selecting.build.access?.entity(entity.name).right(name) ?? 'write';
    if (!field || right === 'hidden' || right === 'masked') return [];
    const target =
      field.targets.length === 1 && field.storage.kind === 'columns' && hops.length < MAX_EXPANDED;
    if (target)
      return [
        nameReader(
          selecting,
          selecting.build.entity(field.targets[0] ?? ''),
          scope.join([...hops, field]),
        ).read,
      ];
    const read = fieldReader(selecting, field, scope.join(hops));
    return [(row: Row, format?: FormatOptions) => displayText(field, read(row), format)];
  });
  return {
    key: '$subtitle',
    read: (row, format) =>
      parts
        .map((part) => part(row, format))
        .filter((text) => text !== '' && text !== null)
        .join(' · '),
  };
}

/** `industry.$label`: labels of picklist options and classification nodes, in all languages the model has. */
function labelReader(selecting: Selecting, scope: QueryScope, name: string): Reader {
  const { field, right } = visibleField(selecting.build, scope.entity, name);
  const key = `${name}.$label`;
  if (right === 'masked') return { key, read: () => null };
  const read = fieldReader(selecting, field, scope.alias);
  return { key, read: (row) => labelsOf(selecting.build, field, read(row)) };
}

function labelsOf(build: QueryBuild, field: Field, value: Json): Json {
  if (Array.isArray(value)) return value.map((entry) => labelsOf(build, field, entry as Json));
  if (typeof value !== 'string') return null;
  return (labelOf(build, field, value) as Json) ?? value;
}

/** The label of one stored option or node. */
export function labelOf(
  build: Pick<QueryBuild, 'model'>,
  field: Field,
  value: string,
): { 'zh-CN': string; en: string } | undefined {
  const { picklist, classification, options } = field.settings as Record<
    string,
    string & Record<string, { label: never }>
  >;
  if (picklist) return build.model.picklists.get(picklist)?.options.get(value)?.label;
  if (options) return options[value]?.label;
  const [dimension, code] = value.includes(':') ? value.split(':') : [classification, value];
  const tree = build.model.classifications.get(dimension ?? '');
  if (!tree) return undefined;
  const slash = code?.indexOf('/') ?? -1;
  const edition = slash < 0 ? tree.current : (code ?? '').slice(0, slash);
  return tree.editions.get(edition)?.nodes.get((code ?? '').slice(slash + 1))?.label;
}

/** `owner.name`, `owner.department.name` → `{id, name, department: {…}}`, or null when the record is out of reach. */
function nestedReader(
  selecting: Selecting,
  scope: QueryScope,
  head: string,
  rests: readonly string[],
  hops: readonly Field[] = [],
): Reader {
  const entity = hops.length === 0 ? scope.entity : targetOf(selecting, hops);
  const { field, right } = visibleField(selecting.build, entity, head);
  const target =
    field.storage.kind === 'columns' && field.targets.length === 1 ? field.targets[0] : undefined;
  const readable = target && right !== 'masked' && selecting.build.lookup.entity(target);
  if (!readable || hops.length >= MAX_EXPANDED)
    return partReader(selecting, scope, field, rests, entity, hops);
  const path = [...hops, field];
  const id = ownReader(selecting, scope, 'id', path);
  const readers: Reader[] = [id];
  const deeper = new Map<string, string[]>();
  for (const rest of rests) {
    const dot = rest.indexOf('.');
    if (dot < 0) readers.push(ownReader(selecting, scope, rest, path));
    else
      deeper.set(rest.slice(0, dot), [
        ...(deeper.get(rest.slice(0, dot)) ?? []),
        rest.slice(dot + 1),
      ]);
  }
  for (const [name, below] of deeper)
    readers.push(nestedReader(selecting, scope, name, below, path));
  const decode = decoder(readers);
  return { key: head, read: (row, format) => (id.read(row) === null ? null : decode(row, format)) };
}

/** Polymorphic references answer themselves; parts of composite values (`address.region`) answer the whole value. */
function partReader(
  selecting: Selecting,
  scope: QueryScope,
  field: Field,
  rests: readonly string[],
  entity: Entity,
  hops: readonly Field[],
): Reader {
  const parts = field.kind.parts?.(field.settings) ?? {};
  const known = (rest: string) =>
    Object.hasOwn(parts, rest) || (field.targets.length > 1 && rest.startsWith('$'));
  const unknown = rests.find((rest) => !known(rest));
  if (unknown !== undefined)
    throw unknownField(selecting.build, entity, `${field.name}.${unknown}`);
  return ownReader(selecting, scope, field.name, hops);
}
