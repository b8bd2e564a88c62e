// Compiles statements the SQLite dialect writes itself.
import {
  DummyDriver,
  Kysely,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Query, QueryBuilder } from '../../database.ts';

export const sqliteBuilder: QueryBuilder = new Kysely({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

export function compileSqlite(statement: RawBuilder<unknown>): Query {
  return statement.compile(sqliteBuilder);
}
