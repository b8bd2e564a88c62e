// Full text on PostgreSQL: one table per entity with a tsvector of tokens that carry their slot (`3.张伟`), GIN-indexed.
// https://www.postgresql.org/docs/current/datatype-textsearch.html
import { sql } from 'kysely';
import type { SearchDialect, SearchTerm } from '../../database.ts';
import { compilePostgres } from './compile.ts';

export const postgresSearch: SearchDialect = {
  rowColumn: 'rid',
  createTable(table) {
    return [
      compilePostgres(
        sql`create table ${sql.table(table)} (${sql.id('rid')} bigint primary key, ${sql.id('tokens')} tsvector not null)`,
      ),
      compilePostgres(
        sql`create index ${sql.id(`i_${table}`)} on ${sql.table(table)} using gin (${sql.id('tokens')})`,
      ),
    ];
  },
  renameTable: (from, to) => [
    compilePostgres(sql`alter table ${sql.table(from)} rename to ${sql.table(to)}`),
    compilePostgres(sql`alter index ${sql.id(`i_${from}`)} rename to ${sql.id(`i_${to}`)}`),
  ],
  remove: (table, rid) =>
    compilePostgres(sql`delete from ${sql.table(table)} where ${sql.ref(`${table}.rid`)} = ${rid}`),
  insert(table, rid, entries) {
    const tokens = entries.flatMap((entry) =>
      entry.tokens.map((token) => `${entry.slot}.${token}`),
    );
    const vector = sql`array_to_tsvector(array(select json_array_elements_text(${JSON.stringify([...new Set(tokens)])}::text::json)))`;
    return compilePostgres(
      sql`insert into ${sql.table(table)} (${sql.id('rid')}, ${sql.id('tokens')}) values (${rid}, ${vector})`,
    );
  },
  matches(table, alternatives, slots) {
    const expression = alternatives
      .map((terms) => `(${terms.map((term) => inAnySlot(term, slots)).join(' & ')})`)
      .join(' | ');
    return sql`${sql.ref(`${table}.tokens`)} @@ ${expression}::text::tsquery`;
  },
};

function inAnySlot(term: SearchTerm, slots: readonly number[]): string {
  return `(${slots.map((slot) => lexeme(`${slot}.${term.token}`, term.prefix)).join(' | ')})`;
}

/** A quoted lexeme; quotes and backslashes are doubled, so no term can be read as an operator. */
function lexeme(token: string, prefix: boolean): string {
  return `'${token.replace(/\\/g, '\\\\').replace(/'/g, "''")}'${prefix ? ':*' : ''}`;
}
