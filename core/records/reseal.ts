// Brings the stored values of masked texts to what the metadata and the keys say today: sealed with the current key,
// with their fingerprint, or in clear where a field is not encrypted any more. Can be broken off and begun again.
import { sql } from 'kysely';
import { hasLookup, isEncrypted } from '../fields/masked-text.ts';
import type { Entity, Field, Model } from '../model/model.ts';
import type { Connection, Database, Row } from '../storage/database.ts';
import { keyOfSealed } from '../storage/vault.ts';
import { openCell, sealedCells } from './sealing.ts';

const BATCH = 500;

export interface Resealed {
  readonly entity: string;
  readonly field: string;
  /** Values looked at. */
  readonly values: number;
  /** Values that were written anew. */
  readonly changed: number;
}

/** Seals, seals anew or opens every value of every masked text. @param progress told after each batch */
export async function reseal(
  database: Database,
  model: Model,
  progress: (state: Resealed) => void = () => {},
): Promise<Resealed[]> {
  const done: Resealed[] = [];
  for (const entity of model.entities.values())
    for (const field of entity.fields.values())
      if (field.type === 'masked_text')
        done.push(await resealField(database, entity, field, progress));
  return done;
}

async function resealField(
  database: Database,
  entity: Entity,
  field: Field,
  progress: (state: Resealed) => void,
): Promise<Resealed> {
  let state = { entity: entity.name, field: field.name, values: 0, changed: 0 };
  for (let last = 0; ; ) {
    const rows = await database.write(async (connection) => {
      const page = await connection.all(pageAfter(database, entity, field, last));
      for (const row of page) {
        const isChanged = await resealRow(database, connection, entity, field, row);
        state = { ...state, changed: state.changed + (isChanged ? 1 : 0) };
      }
      return page;
    });
    state = { ...state, values: state.values + rows.length };
    progress(state);
    if (rows.length < BATCH) return state;
    last = Number(rows.at(-1)?.rid);
  }
}

function mainColumn(field: Field): string {
  return field.columns[0]?.name ?? field.name;
}

function lookupColumn(field: Field): string | undefined {
  return field.columns.find(({ suffix }) => suffix === 'lookup')?.name;
}

function pageAfter(database: Database, entity: Entity, field: Field, last: number) {
  const at = (name: string) => sql.ref(`${entity.table}.${name}`);
  const lookup = lookupColumn(field);
  const value = at(mainColumn(field));
  const query = sql`select ${at('rid')}, ${at('id')}, ${value} as ${sql.id('value')}, ${lookup ? at(lookup) : sql`null`} as ${sql.id('print')}
    from ${sql.table(entity.table)} where ${at('rid')} > ${last} and ${value} is not null order by ${at('rid')} limit ${BATCH}`;
  return query.compile(database.builder);
}

async function resealRow(
  database: Database,
  connection: Connection,
  entity: Entity,
  field: Field,
  row: Row,
): Promise<boolean> {
  const id = String(row.id);
  const stored = String(row.value);
  const cells = presentCells(database, entity, field, id, stored, row.print);
  if (!cells) return false;
  const [value, print] = cells;
  const lookup = lookupColumn(field);
  const sets = [sql`${sql.id(mainColumn(field))} = ${value ?? null}`];
  if (lookup) sets.push(sql`${sql.id(lookup)} = ${print ?? null}`);
  const update = sql`update ${sql.table(entity.table)} set ${sql.join(sets)} where ${sql.ref(`${entity.table}.id`)} = ${id}`;
  await connection.run(update.compile(database.builder));
  return true;
}

/** The cells as they should be; undefined when they are. */
function presentCells(
  { dialect }: Database,
  entity: Entity,
  field: Field,
  id: string,
  stored: string,
  print: unknown,
): readonly (string | null)[] | undefined {
  const key = keyOfSealed(stored);
  if (!isEncrypted(field)) {
    if (key === undefined || !dialect.vault) return undefined;
    return [openCell(dialect, entity, field, id, stored)];
  }
  const { vault } = dialect;
  const text = openCell(dialect, entity, field, id, stored);
  const isCurrent = key === vault?.current && isBoundByIds(dialect, entity, field, id, stored);
  const place = { entity: entity.id, field: field.id };
  const wanted = hasLookup(field) ? vault?.lookups(text, place)[0] : undefined;
  if (isCurrent && (wanted ?? null) === (print ?? null)) return undefined;
  return sealedCells(dialect, entity, field, id, text);
}

/** Values from before the metadata had ids are bound to names, which a rename would part them from. */
function isBoundByIds(
  { vault }: Database['dialect'],
  entity: Entity,
  field: Field,
  record: string,
  stored: string,
): boolean {
  try {
    vault?.open(stored, [{ entity: entity.id, field: field.id, record }]);
    return true;
  } catch {
    return false;
  }
}
