// Steps: child lines sent inside their parent. They are prepared with the parent (so that its rules and formulas see
// them) and written after it, each through the same steps as any record.
import { AppError } from '../../errors.ts';
import type { Json } from '../../fields/field-type.ts';
import type { Collection, Entity, Field } from '../../model/model.ts';
import { lineIdsOf } from '../lines.ts';
import { loadRecord } from '../load.ts';
import { publicRecord } from '../read.ts';
import { rightsToNew } from '../record-rights.ts';
import { reportField, type Write } from '../write-state.ts';

type LineInput = { readonly [field: string]: unknown };

/** How a line is prepared and written: given by write.ts, which owns the list of steps. */
export interface LineSteps {
  prepare(line: Write): Promise<void>;
  finish(line: Write): Promise<void>;
  remove(parent: Write, entity: string, id: string): Promise<void>;
}

/** Reads the lines of the input and prepares each as a write of its own. */
export function prepareLines(write: Write, steps: LineSteps): Promise<void> | undefined {
  const given = lineFields(write.entity).filter(({ name }) => Object.hasOwn(write.input, name));
  return given.length > 0 ? prepareFields(write, given, steps) : undefined;
}

const lineLists = new WeakMap<Entity, readonly Field[]>();

function lineFields(entity: Entity): readonly Field[] {
  const known = lineLists.get(entity);
  if (known) return known;
  const fields = [...entity.fields.values()].filter((field) => field.storage.kind === 'lines');
  lineLists.set(entity, fields);
  return fields;
}

async function prepareFields(
  write: Write,
  fields: readonly Field[],
  steps: LineSteps,
): Promise<void> {
  for (const field of fields) {
    const parsed = field.kind.normalise(write.input[field.name] ?? null, field.settings);
    if ('problem' in parsed) {
      reportField(write, field.name, parsed.problem.code, { ...parsed.problem.params });
      continue;
    }
    await prepareField(write, field, (parsed.value ?? []) as unknown as LineInput[], steps);
  }
}

async function prepareField(
  write: Write,
  field: Field,
  inputs: readonly LineInput[],
  steps: LineSteps,
): Promise<void> {
  const collection = write.entity.collections.get(field.name) as Collection;
  const existing = write.before ? await lineIdsOf(write, collection) : [];
  const lines: Write[] = [];
  for (const [index, input] of inputs.entries()) {
    const prepared = await lineWrite(write, field, collection, input, index, existing);
    if (!prepared) continue;
    const { line, allowed } = prepared;
    await steps.prepare(line);
    refuseUnlessAllowed(write, line, allowed);
    write.problems.push(...line.problems);
    write.warnings.push(...line.warnings);
    lines.push(line);
  }
  write.lines.set(field.name, lines);
  write.changed.add(field.name);
  const kept = new Set(lines.map((line) => line.id));
  const left = existing.filter((id) => !kept.has(id));
  write.droppedLines.set(field.name, await removable(write, collection, left));
}

/** Lines left out are removed; those the actor cannot see he cannot have left out. */
async function removable(
  write: Write,
  collection: Collection,
  ids: readonly string[],
): Promise<string[]> {
  const { context, connection } = write;
  if (write.trusted) return [...ids];
  const entity = lineEntity(write, collection);
  const seen: string[] = [];
  for (const id of ids) {
    const loaded = await loadRecord(context, connection, entity, id, 'delete');
    if (loaded && !loaded.allowed) throw lineDenied(write, entity, 'delete');
    if (loaded) seen.push(id);
  }
  return seen;
}

function lineEntity(write: Write, collection: Collection): Entity {
  const entity = write.context.live.model.entities.get(collection.entity);
  if (!entity) throw new AppError('record.unknown-entity', { entity: collection.entity });
  return entity;
}

function lineDenied(write: Write, entity: Entity, action: string): AppError {
  return new AppError('access.denied', {
    entity: entity.label[write.context.actor.locale],
    action,
  });
}

/** Lines are records: writing them through their parent needs the same rights as writing them alone. */
function refuseUnlessAllowed(write: Write, line: Write, allowed: boolean): void {
  const touches = line.changed.size > 0 || Object.keys(line.input).length > 0;
  if (write.trusted || (line.before && !touches)) return;
  const can = write.context.access.entity(line.entity.name).can(line.action) && allowed;
  if (!can) throw lineDenied(write, line.entity, line.action);
}

/** A line with an id of this parent's lines is an update, any other a create. */
async function lineWrite(
  write: Write,
  field: Field,
  collection: Collection,
  input: LineInput,
  index: number,
  existing: readonly string[],
): Promise<{ line: Write; allowed: boolean } | undefined> {
  const { context, connection } = write;
  const entity = lineEntity(write, collection);
  const { id, version: _version, [collection.field]: _parent, ...rest } = input;
  const at = `${write.at}/${field.name}/${index}`;
  const isUpdate = typeof id === 'string' && existing.includes(id);
  if (id !== undefined && id !== null && !isUpdate) {
    reportField(write, `${field.name}/${index}/id`, 'record.reference-missing');
    return undefined;
  }
  const loaded = isUpdate
    ? await loadRecord(context, connection, entity, id as string, 'update')
    : undefined;
  if (isUpdate && !loaded) {
    reportField(write, `${field.name}/${index}/id`, 'record.reference-missing');
    return undefined;
  }
  const before = loaded?.record ?? null;
  const own = {
    ...positionOf(entity.fields.get('position'), index),
    ...(before ? {} : { [collection.field]: write.id }),
  };
  const moved = Object.entries(own).filter(([name, value]) => before?.[name] !== value);
  const line: Write = {
    context,
    connection,
    entity,
    at,
    before,
    input: writableOf(rest, before && publicRecord(context, entity, before, loaded?.rights)),
    rights: loaded?.rights ?? rightsToNew(context, entity),
    action: before ? 'update' : 'create',
    trusted: write.trusted,
    parentField: collection.field,
    id: before ? String(before.id) : context.newId(),
    rid: loaded?.rid ?? 0,
    record: { ...(before ?? {}), ...own },
    changed: new Set(moved.map(([name]) => name)),
    lines: new Map(),
    droppedLines: new Map(),
    affected: new Map(),
    problems: [],
    warnings: [],
  };
  return { line, allowed: loaded?.allowed ?? true };
}

/** A line comes back with what was read: members that did not change and that nobody writes are let through. */
function writableOf(
  input: LineInput,
  before: { readonly [field: string]: Json } | null,
): LineInput {
  if (!before) return input;
  const entries = Object.entries(input).filter(
    ([name, value]) => JSON.stringify(value ?? null) !== JSON.stringify(before[name] ?? null),
  );
  return Object.fromEntries(entries);
}

/** Lines with a whole-number field `position` remember their order. */
function positionOf(field: Field | undefined, index: number): { position?: number } {
  return field?.type === 'integer' ? { position: index } : {};
}

/** Writes the prepared lines and removes those the input left out. */
export function writeLines(write: Write, steps: LineSteps): Promise<void> | undefined {
  return write.lines.size > 0 ? finishLines(write, steps) : undefined;
}

async function finishLines(write: Write, steps: LineSteps): Promise<void> {
  for (const [name, lines] of write.lines) {
    for (const line of lines) await steps.finish(line);
    const collection = write.entity.collections.get(name) as Collection;
    for (const id of write.droppedLines.get(name) ?? [])
      await steps.remove(write, collection.entity, id);
  }
}
