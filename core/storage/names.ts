// Names by time. The change log keeps the names entities and fields had when it was written; what each was called in
// which metadata version is kept beside the model, by id, so that history is found and shown under the present names.
import { sql } from 'kysely';
import type { Model } from '../model/model.ts';
import type { Connection, Database } from './database.ts';
import { deleteMeta, readMeta, readMetas, writeMeta } from './meta.ts';

/** A name something bore in the metadata versions after `since`, up to and including `until`. */
export interface Period {
  readonly name: string;
  readonly since: number;
  readonly until: number;
}

/** Something with its present name, borne after version `since`, and those it had before. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly since: number;
  readonly former: readonly Period[];
  /** No longer in the model: it has no present name. */
  readonly isRetired?: boolean;
}

export interface NamedEntity extends Named {
  readonly fields: readonly Named[];
}

interface Identity {
  readonly id: string;
  readonly name: string;
}

/** The name in a metadata version, or undefined when there was none. */
export function nameAt(named: Named, version: number): string | undefined {
  if (!named.isRetired && version > named.since) return named.name;
  return named.former.find(({ since, until }) => version > since && version <= until)?.name;
}

/**
 * What is known about names, carried on to the names there are now.
 * @param version the last metadata version under the names before
 */
export function followNames<T extends Named>(
  before: readonly T[],
  now: readonly Identity[],
  version: number,
): { readonly previous?: T; readonly named: Named }[] {
  const byId = new Map(before.map((known) => [known.id, known]));
  const byName = new Map(
    before.filter((known) => !known.isRetired).map((known) => [known.name, known]),
  );
  const claimed = new Set(now.flatMap(({ id }) => byId.get(id) ?? []));
  const used = new Set<T>();
  const current = now.map(({ id, name }) => {
    const namesake = byName.get(name);
    const previous = byId.get(id) ?? (namesake && !claimed.has(namesake) ? namesake : undefined);
    if (!previous) return { named: { id, name, since: version, former: [] } };
    used.add(previous);
    const { since, isRetired } = previous;
    if (previous.name === name && !isRetired)
      return { previous, named: { id, name, since, former: previous.former } };
    return { previous, named: { id, name, since: version, former: ended(previous, version) } };
  });
  const retired = before
    .filter((known) => !used.has(known))
    .map((previous) => {
      const { id, name, since } = previous;
      const former = ended(previous, version);
      return { previous, named: { id, name, since, former, isRetired: true } };
    });
  return [...current, ...retired];
}

function ended({ name, since, former, isRetired }: Named, until: number): readonly Period[] {
  return isRetired ? former : [...former, { name, since, until }];
}

const PREFIX = 'names:';

/**
 * Notes the names of a model that is about to become live. Counters of auto-numbers follow where ids are others now, as
 * happens where packs leave them out.
 */
export async function writeNames(
  database: Database,
  connection: Connection,
  model: Model,
  lastVersion: number,
): Promise<void> {
  const stored = await readMetas(database, connection, PREFIX);
  const before = [...stored.values()].map((text) => JSON.parse(text) as NamedEntity);
  const version = before.length === 0 ? 0 : lastVersion;
  const kept = new Set<string>();
  for (const { previous, named } of followNames(before, [...model.entities.values()], version)) {
    const fields = [...(model.entities.get(named.name)?.fields.values() ?? [])];
    const followed = named.isRetired ? [] : followNames(previous?.fields ?? [], fields, version);
    const entity: NamedEntity = {
      ...named,
      fields: named.isRetired ? (previous?.fields ?? []) : followed.map((field) => field.named),
    };
    for (const field of followed) {
      if (!previous || !field.previous) continue;
      const from = `${previous.id}.${field.previous.id}.`;
      const to = `${named.id}.${field.named.id}.`;
      if (from !== to) await renameCounters(database, connection, from, to);
    }
    const text = JSON.stringify(entity);
    kept.add(entity.id);
    if (stored.get(entity.id) !== text)
      await writeMeta(database, connection, PREFIX + entity.id, text);
  }
  for (const id of stored.keys())
    if (!kept.has(id)) await deleteMeta(database, connection, PREFIX + id);
}

async function renameCounters(
  database: Database,
  connection: Connection,
  from: string,
  to: string,
): Promise<void> {
  const name = sql.ref('_sequence.name');
  const update = sql`update ${sql.table('_sequence')} set ${sql.id('name')} = ${to} || substr(${name}, ${sql.lit(from.length + 1)})
    where substr(${name}, 1, ${sql.lit(from.length)}) = ${from}`;
  await connection.run(update.compile(database.builder));
}

/** The names all entities have and had, those that are gone included. */
export async function readAllNames(database: Database): Promise<NamedEntity[]> {
  const stored = await readMetas(database, database.read, PREFIX);
  return [...stored.values()].map((text) => JSON.parse(text) as NamedEntity);
}

/** The names of an entity and its fields by time. */
export async function readNames(
  database: Database,
  entityId: string,
): Promise<NamedEntity | undefined> {
  const text = await readMeta(database, database.read, PREFIX + entityId);
  return text ? (JSON.parse(text) as NamedEntity) : undefined;
}
