// Fills the deal table with many records quickly: plain inserts into the product's own tables, full-text index included.
import { indexTokens } from '../../core/records/search-tokens.ts';
import { sqliteSearch } from '../../core/storage/dialects/sqlite/search.ts';
import { SEARCH_SLOTS } from '../../core/storage/layout.ts';
import { sortKeyOf } from '../../core/storage/sort-key.ts';
import { COLUMNS, toStored } from './deal.ts';
import { dealInput } from './sample-deals.ts';
import { openPlain } from './sqlite.ts';

export interface Fill {
  readonly rows: number;
  /** Owners of the deals, taking turns. */
  readonly owners: readonly string[];
  /** Departments of the deals, taking turns. */
  readonly departments: readonly string[];
  readonly customers: readonly string[];
}

/** Inserts `rows` deals; every twentieth belongs to the first owner. */
export function fillDeals(file: string, fill: Fill): void {
  const database = openPlain(file);
  database.exec('pragma foreign_keys = off; pragma synchronous = off; begin');
  const names = COLUMNS.map((name) => `"${name}"`).join(', ');
  const insert = database.prepare(
    `insert into "deal" ("rid", "name__sort", ${names}) values (?, ?, ${COLUMNS.map(() => '?').join(', ')})`,
  );
  for (const { sql } of sqliteSearch.createTable('_search_deal', SEARCH_SLOTS)) database.exec(sql);
  const search = database.prepare('insert into "_search_deal" ("rowid", "s0") values (?, ?)');
  const tokens = new Map<string, string>();
  const sortKeys = new Map<string, string>();
  for (let index = 0; index < fill.rows; index++) {
    const values = storedDeal(index, fill);
    const name = String(values.name);
    const sortKey = sortKeys.get(name) ?? sortKeyOf(name, { isPerson: false });
    sortKeys.set(name, sortKey);
    insert.run(index + 1, sortKey, ...COLUMNS.map((column) => values[column] ?? null));
    const text = tokens.get(name) ?? indexTokens(name).join(' ');
    tokens.set(name, text);
    search.run(index + 1, text);
  }
  database.exec('commit; pragma optimize; pragma wal_checkpoint(truncate)');
  database.close();
}

function storedDeal(index: number, fill: Fill): Record<string, string | number | null> {
  const moment = new Date(Date.UTC(2024, 0, 1) + index * 60_000).toISOString();
  const owner = fill.owners[index % fill.owners.length] ?? null;
  const customer = fill.customers[index % fill.customers.length] ?? '';
  const stamps = {
    id: Bun.randomUUIDv7('hex', Date.UTC(2024, 0, 1) + index * 60_000),
    version: 1,
    created_at: moment,
    created_by: owner,
    updated_at: moment,
    updated_by: owner,
    owner,
    department: fill.departments[index % fill.departments.length] ?? null,
    cost: 100_000 + (index % 1000),
  };
  const input = dealInput(index, customer);
  const stored = Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, toStored(name, value)]),
  );
  return { ...stored, ...stamps };
}
