// From requested paths to a select list, and from rows back to records. Hidden fields are refused, masked ones masked,
// references out of reach come back as null.
import { type Expression, sql } from 'kysely';
import type { FieldAction } from '../access/access.ts';
import type { Scope } from '../access/condition.ts';
import { narrower, type Right, rightOnRow } from '../access/field-right.ts';
import { visibleNames } from '../access/nameable.ts';
import { AppError, nearest } from '../errors.ts';
import type { FormatOptions, Json } from '../fields/field-type.ts';
import { logsReveal } from '../fields/masked-text.ts';
import type { Entity, Field, NamePiece } from '../model/model.ts';
import type { Row } from '../storage/database.ts';
import { holds } from './conditions.ts';
import { maskValue } from './mask.ts';
import type { QueryBuild, QueryScope } from './query-scope.ts';
import { valueReader } from './value-reader.ts';

export type RecordValue = Json | undefined;
export type PlainRecord = { [field: string]: Json };

/** How one member of the answer is read from a row; undefined leaves it out. */
interface Reader {
  readonly key: string;
  read(row: Row, format?: FormatOptions): Json | undefined;
}

export interface Selection {
  readonly columns: readonly Expression<unknown>[];
  /** @param format how names are written; without it values stand in them as stored */
  decode(row: Row, format?: FormatOptions): PlainRecord;
}

/** The right to a field: one for all records, or read from the row at hand. */
export type RightReader = Right | ((row: Row) => Right);

/** Longest path: `a.b.c.name`. */
const MAX_EXPANDED = 3;
export const MAX_SELECTED = 200;

export interface Selecting {
  readonly build: QueryBuild;
  readonly prefix: string;
  readonly columns: Expression<unknown>[];
  count: number;
  /** Columns that say whether a scope holds for a row, by alias and scope. */
  readonly flags: Map<string, string>;
}

/** A select list to begin with. @param prefix of its columns' names */
export function newSelecting(build: QueryBuild, prefix = 'c'): Selecting {
  return { build, prefix, columns: [], count: 0, flags: new Map() };
}

/**
 * Selects paths of an entity: fields, `owner.name` (nested as `owner: {id, name}`), `$name` and `$subtitle` (display
 * name and second line), `industry.$label`. `id` and `version` are always there.
 */
export function select(scope: QueryScope, paths: readonly string[]): Selection {
  const selecting = newSelecting(scope.build);
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
    for (const reader of readers) {
      const value = reader.read(row, format);
      if (value !== undefined) record[reader.key] = value;
    }
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
function visibleField(
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
  const { field } = visibleField(selecting.build, entity, name);
  const read = fieldReader(selecting, field, alias);
  const right = rightReader(selecting, field, alias);
  const isOnRequest = selecting.build.access !== undefined && logsReveal(field);
  return { key: name, read: shownTo(isOnRequest ? maskedAtMost(right) : right, field, read) };
}

/** The value as far as the right goes: left out, masked, or as it is. */
function shownTo(
  right: RightReader,
  field: Field,
  read: (row: Row) => Json,
): (row: Row) => Json | undefined {
  if (right === 'read' || right === 'write') return read;
  if (right === 'masked') return (row) => maskValue(field, read(row));
  if (right === 'hidden') return () => undefined;
  return (row) => {
    const here = right(row);
    if (here === 'hidden') return undefined;
    return here === 'masked' ? maskValue(field, read(row)) : read(row);
  };
}

/** Fields that are shown on request come masked, whoever reads them. */
function maskedAtMost(right: RightReader): RightReader {
  if (typeof right === 'function') return (row) => narrower(right(row), 'masked');
  return narrower(right, 'masked');
}

/** How far a field of the record under an alias may be read; asks the row where records differ. */
export function rightReader(
  selecting: Selecting,
  field: Field,
  alias: string,
  action: FieldAction = 'read',
): RightReader {
  const { access } = selecting.build;
  if (!access) return 'write';
  const right = access.entity(field.entity).rightOnRows(field.name, action);
  const { byRow } = right;
  if (!byRow) return right.most;
  const names = new Map<Scope, string | boolean>();
  for (const { when } of [...byRow.grants, ...byRow.limits])
    names.set(when, flagColumn(selecting, field.entity, alias, when));
  return (row) =>
    rightOnRow(right, (scope) => {
      const name = names.get(scope);
      return typeof name === 'string' ? Number(row[name]) === 1 : name === true;
    });
}

/** Selects whether a scope holds. @returns the column's name, or the answer where it is the same for all rows */
export function flagColumn(
  selecting: Selecting,
  entityName: string,
  alias: string,
  scope: Scope,
): string | boolean {
  if (typeof scope === 'boolean') return scope;
  const key = `${alias} ${JSON.stringify(scope)}`;
  const known = selecting.flags.get(key);
  if (known !== undefined) return known;
  const condition = holds(selecting.build, selecting.build.entity(entityName), alias, scope);
  const name = add(selecting, sql`case when ${condition ?? sql`1 = 1`} then 1 else 0 end`);
  selecting.flags.set(key, name);
  return name;
}

export const isReadable = (right: Right) => right === 'read' || right === 'write';

/** A reader that gives `otherwise` where the field may not be read as it is. */
function whereReadable<T>(
  right: RightReader,
  read: (row: Row, format?: FormatOptions) => T,
  otherwise: T,
): (row: Row, format?: FormatOptions) => T {
  if (typeof right !== 'function') return isReadable(right) ? read : () => otherwise;
  return (row, format) => (isReadable(right(row)) ? read(row, format) : otherwise);
}

function targetOf(selecting: Selecting, hops: readonly Field[]): Entity {
  return selecting.build.entity(hops.at(-1)?.targets[0] ?? '');
}

/** Adds a column under a fresh name. */
function add(selecting: Selecting, expression: Expression<unknown>): string {
  const name = `${selecting.prefix}${selecting.count++}`;
  selecting.columns.push(sql`${expression} as ${sql.id(name)}`);
  return name;
}

function fieldReader(selecting: Selecting, field: Field, alias: string): (row: Row) => Json {
  return valueReader(selecting.build, field, alias, (expression) => add(selecting, expression));
}

function nameReader(selecting: Selecting, entity: Entity, alias: string) {
  const pieces = entity.nameTemplate.map((piece) => pieceReader(selecting, entity, alias, piece));
  return {
    key: '$name',
    read: (row: Row, format?: FormatOptions) => pieces.map((piece) => piece(row, format)).join(''),
  };
}

function pieceReader(
  selecting: Selecting,
  entity: Entity,
  alias: string,
  piece: NamePiece,
): (row: Row, format?: FormatOptions) => string {
  if ('text' in piece) return () => piece.text;
  const field = entity.fields.get(piece.field);
  const right = field ? rightReader(selecting, field, alias) : 'hidden';
  if (!field || right === 'hidden' || right === 'masked') return () => '';
  const read = fieldReader(selecting, field, alias);
  return whereReadable(right, (row, format) => displayText(field, read(row), format), '');
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
    if (!field) return [];
    const alias = scope.join(hops);
    const right = rightReader(selecting, field, alias);
    if (right === 'hidden' || right === 'masked') return [];
    const target =
      field.targets.length === 1 && field.storage.kind === 'columns' && hops.length < MAX_EXPANDED;
    if (target) {
      const named = selecting.build.entity(field.targets[0] ?? '');
      const { read } = nameReader(selecting, named, scope.join([...hops, field]));
      return [whereReadable(right, read, '')];
    }
    const read = fieldReader(selecting, field, alias);
    const text = (row: Row, format?: FormatOptions) => displayText(field, read(row), format);
    return [whereReadable(right, text, '')];
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
  const { field } = visibleField(selecting.build, scope.entity, name);
  const read = fieldReader(selecting, field, scope.alias);
  const labels = (row: Row) => labelsOf(selecting.build, field, read(row));
  const right = rightReader(selecting, field, scope.alias);
  return { key: `${name}.$label`, read: whereReadable(right, labels, null) };
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
  const { field } = visibleField(selecting.build, entity, head);
  const target =
    field.storage.kind === 'columns' && field.targets.length === 1 ? field.targets[0] : undefined;
  const right = rightReader(selecting, field, scope.join(hops));
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
  const read = (row: Row, format?: FormatOptions): Json | undefined =>
    id.read(row) === null ? null : decode(row, format);
  if (typeof right !== 'function') return { key: head, read };
  const own = ownReader(selecting, scope, head, hops);
  return {
    key: head,
    read: (row, format) => (isReadable(right(row)) ? read(row, format) : own.read(row)),
  };
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
