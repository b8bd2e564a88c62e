// References to several entities name the one they mean in a column of their own; it learns the new names of tables.
import { sql } from 'kysely';
import type { Field, Model } from '../model/model.ts';
import type { Connection, Database } from './database.ts';
import type { Rename } from './step.ts';

/** All new names at once, since two entities may have swapped theirs. */
export async function followRenames(
  database: Database,
  connection: Connection,
  model: Model,
  renamed: readonly Rename[],
): Promise<void> {
  for (const entity of model.entities.values()) {
    for (const field of entity.fields.values()) {
      const column = entityColumn(field);
      const concerned = column ? renamed.filter(({ to }) => field.targets.includes(to)) : [];
      if (!column || concerned.length === 0) continue;
      const named = sql.ref(`${entity.table}.${column}`);
      const cases = concerned.map(({ from, to }) => sql`when ${named} = ${from} then ${to}`);
      const update = sql`update ${sql.table(entity.table)} set ${sql.id(column)} = case ${sql.join(cases, sql` `)} end
        where ${named} in (${sql.join(concerned.map(({ from }) => from))})`;
      await connection.run(update.compile(database.builder));
    }
  }
}

function entityColumn(field: Field): string | undefined {
  if (field.targets.length < 2) return undefined;
  return field.columns.find(({ suffix }) => suffix === 'entity')?.name;
}
