// Compiles statements the PostgreSQL dialect writes itself.
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import type { Query, QueryBuilder } from '../../database.ts';

export const postgresBuilder: QueryBuilder = new Kysely({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

export function compilePostgres(statement: RawBuilder<unknown>): Query {
  return statement.compile(postgresBuilder);
}
