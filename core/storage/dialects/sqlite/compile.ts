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

/**
 * Bound values are written `+?`. SQLite looks at a bare `?` beside a partial index or in a LIMIT while it plans, and from
 * then on plans the statement anew at every execution; a `+` keeps it from looking and changes no value.
 */
class SteadyCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

export const sqliteBuilder: QueryBuilder = new Kysely({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SteadyCompiler(),
  },
});

export function compileSqlite(statement: RawBuilder<unknown>): Query {
  return statement.compile(sqliteBuilder);
}
