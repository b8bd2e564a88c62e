// Exports: the records of a list as CSV, page after page under the caller's rights, so that any number takes the same memory.
import { AppError } from '../errors.ts';
import type { FormatOptions, Json } from '../fields/field-type.ts';
import type { Entity, Field } from '../model/model.ts';
import { resolvePath } from '../model/rule-names.ts';
import { csvLine, harmlessCell } from '../packs/csv.ts';
import { describeRule } from '../rules/describe.ts';
import type { Rule } from '../rules/rule.ts';
import { type Context, entityOf } from './context.ts';
import { formatOptions } from './format.ts';
import { listRecords } from './list.ts';
import { checkFilter, type ListParams, MAX_LIMIT } from './list-params.ts';
import type { PlainRecord } from './select.ts';

export interface ExportRequest {
  readonly entity: string;
  readonly filter?: Rule;
  readonly sort?: string;
  readonly q?: string;
  readonly view?: string;
  /** Only these records. */
  readonly ids?: readonly string[];
  /** Fields in the order of the columns; all the caller may see without it. */
  readonly fields?: readonly string[];
  /** `labels` for people: heads and records by name. `names` for machines: an import reads it back unchanged. */
  readonly heads: 'labels' | 'names';
}

/** An export that was checked and may begin. */
export interface ExportPlan {
  readonly context: Context;
  readonly entity: Entity;
  readonly request: ExportRequest;
  readonly columns: readonly Column[];
}

interface Column {
  readonly head: string;
  /** What is asked for in the list. */
  readonly path: string;
  cell(record: PlainRecord, options: FormatOptions): string;
}

const EXPORT = 'export';
/** Spreadsheets take a text that begins so for UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
const MOST_IDS = 1000;
const MASK = '****';

/** Checks what is asked for. Throws where the caller may not export or names what he may not see. */
export function planExport(context: Context, request: ExportRequest): ExportPlan {
  const entity = entityOf(context, request.entity);
  if (!context.access.entity(entity.name).can(EXPORT))
    throw new AppError('access.denied', {
      entity: entity.label[context.actor.locale],
      action: EXPORT,
    });
  if ((request.ids?.length ?? 0) > MOST_IDS)
    throw new AppError('query.too-many', { limit: MOST_IDS, what: 'ids' });
  if (request.filter !== undefined) checkFilter(context, entity, request.filter);
  const names = request.fields ?? visibleFields(context, entity);
  const columns = names.map((name) => columnOf(context, entity, name, request.heads));
  return { context, entity, request, columns };
}

/** Fields with a value of their own that the caller sees. */
function visibleFields(context: Context, entity: Entity): string[] {
  const access = context.access.entity(entity.name);
  return [...entity.fields.values()]
    .filter(({ name, storage }) => storage.kind !== 'lines' && access.right(name) !== 'hidden')
    .map(({ name }) => name);
}

function columnOf(context: Context, entity: Entity, path: string, heads: string): Column {
  const [name = ''] = path.split('.');
  const field = entity.fields.get(name);
  if (!field || context.access.entity(entity.name).right(name) === 'hidden')
    throw new AppError('query.unknown-field', { field: path });
  const way = fieldsOn(context, entity, path) ?? [field];
  const cell = plainCell(way.at(-1) ?? field, path);
  if (heads === 'names') return { head: path, path, cell };
  const head = way.map(({ label }) => label[context.actor.locale]).join(' / ');
  return isNamed(context, field) && path === name
    ? { head, path: `${name}.$name`, cell: namedCell(field) }
    : { head, path, cell };
}

/** A reference whose name is shown in place of its id. */
function isNamed(context: Context, field: Field): boolean {
  const right = context.access.entity(field.entity).right(field.name);
  return field.targets.length === 1 && field.storage.kind === 'columns' && right !== 'masked';
}

/** The references of a path and the field at its end; undefined for what is no field, such as a name. */
function fieldsOn(
  { live: { model } }: Context,
  entity: Entity,
  path: string,
): readonly Field[] | undefined {
  const lookup = { entity: (name: string) => model.entities.get(name) };
  const resolved = resolvePath(lookup, entity.name, path);
  return resolved && !resolved.part ? [...resolved.hops, resolved.field] : undefined;
}

function valueAt(record: PlainRecord, path: string): Json {
  let value: Json = record;
  for (const part of path.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value ?? null;
    value = (value as PlainRecord)[part] ?? null;
  }
  return value;
}

const plainCell = (field: Field, path: string) => (record: PlainRecord, options: FormatOptions) =>
  textOf(field, valueAt(record, path), options);

const namedCell = (field: Field) => (record: PlainRecord, options: FormatOptions) => {
  const value = record[field.name] ?? null;
  if (value === null || typeof value !== 'object') return textOf(field, value, options);
  return String((value as PlainRecord).$name ?? '');
};

function textOf(field: Field, value: Json, options: FormatOptions): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.length === 0) return '';
  // A reference comes with what else is asked for of its record.
  if (field.targets.length === 1 && typeof value === 'object' && 'id' in value)
    return textOf(field, value.id ?? null, options);
  // A value that comes masked is no value of its type.
  if (typeof value === 'string' && value.includes(MASK)) return value;
  return field.kind.toText(value, field.settings, options);
}

/** The filter as a sentence in the caller's language; empty where everything is exported. */
export function filterInWords({ context, entity, request }: ExportPlan): string {
  const { locale } = context.actor;
  const label = (path: string) =>
    path
      .split('.')
      .map((part) => entity.fields.get(part)?.label[locale] ?? part)
      .join(' / ');
  const view = entity.views.find((each) => each.view === request.view)?.label?.[locale];
  const filter =
    request.filter === undefined
      ? ''
      : describeRule(checkFilter(context, entity, request.filter), { label }, locale);
  const chosen = request.ids === undefined ? '' : `${request.ids.length} × id`;
  const parts = [view, filter, request.q ? `“${request.q}”` : '', chosen];
  return parts.filter((part) => part).join(' · ');
}

/** The file, piece by piece. @param told the number of records so far, after each page */
export async function* exportCsv(
  plan: ExportPlan,
  told: (records: number) => void = () => {},
): AsyncGenerator<string> {
  const { context, entity, request, columns } = plan;
  yield BYTE_ORDER_MARK + csvLine(columns.map(({ head }) => harmlessCell(head)));
  const options = formatOptions(context);
  const { filter, ids } = request;
  const chosen: Rule | undefined = ids && { in: [{ var: 'id' }, [...ids]] };
  const params: ListParams = {
    filter: filter !== undefined && chosen ? { and: [filter, chosen] } : (chosen ?? filter),
    sort: request.sort,
    q: request.q,
    view: request.view,
    fields: columns.map(({ path }) => path),
    limit: MAX_LIMIT,
    action: EXPORT,
  };
  let count = 0;
  for (let cursor: string | undefined; ; ) {
    const page = await listRecords(context, entity.name, { ...params, cursor });
    count += page.items.length;
    const lines = page.items.map((record) =>
      csvLine(columns.map((column) => harmlessCell(column.cell(record, options)))),
    );
    told(count);
    if (lines.length > 0) yield lines.join('');
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}
