// A small world for rule tests: fields of every kind, its records as environments, and as tables on both databases.
import { Database } from 'bun:sqlite';
import { SQL } from 'bun';
import {
  type Dialect,
  DummyDriver,
  type Expression,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { compileRule, compileValue } from '../../core/rules/compile.ts';
import { toUnits } from '../../core/rules/decimal.ts';
import { type RuleEnv, type RuleInputs, recordEnv } from '../../core/rules/env.ts';
import { type Expr, scaleOfType } from '../../core/rules/expr.ts';
import type { RuleNames, RuleType } from '../../core/rules/rule.ts';
import { InputParameter, type SqlDialect, type SqlScope } from '../../core/rules/sql.ts';
import {
  postgresFunctions,
  postgresRules,
} from '../../core/storage/dialects/postgres/functions.ts';
import { sqliteFunctions, sqliteRules } from '../../core/storage/dialects/sqlite/functions.ts';
import { postgresDatabase, releasePostgres } from './postgres.ts';

export type WorldRecord = Readonly<Record<string, unknown>>;

export const inputs: RuleInputs = {
  today: '2026-11-22',
  now: '2026-11-22T08:00:00.000Z',
  timeZone: 'Asia/Shanghai',
  actor: {
    id: 'u1',
    roles: ['sales', 'a'],
    department: 'd1',
    departments: ['d1'],
    subordinates: ['u2', 'u3'],
  },
};

export const fields: Readonly<Record<string, RuleType>> = {
  name: { kind: 'text' },
  other: { kind: 'text' },
  stage: { kind: 'text', options: ['new', 'won', 'lost'] },
  amount: { kind: 'decimal', scale: 2 },
  rate: { kind: 'decimal', scale: 4 },
  count: { kind: 'integer' },
  active: { kind: 'boolean' },
  day: { kind: 'date' },
  until: { kind: 'date' },
  moment: { kind: 'datetime' },
  clock: { kind: 'time' },
  term: { kind: 'period' },
  owner: { kind: 'reference', entities: ['user'] },
  industry: { kind: 'node', classifications: ['industry'] },
  tags: { kind: 'text', list: true },
  sectors: { kind: 'node', classifications: ['industry'], list: true },
  dimensions: { kind: 'node', classifications: ['industry', 'region'], list: true },
};
export const lineFields: Readonly<Record<string, RuleType>> = {
  price: { kind: 'decimal', scale: 2 },
  title: { kind: 'text' },
};

const names = (types: Readonly<Record<string, RuleType>>, inner?: RuleNames): RuleNames => ({
  typeOf: (path) => (Object.hasOwn(types, path) ? types[path] : undefined),
  collection: (path) => (path === 'lines' ? inner : undefined),
  paths: () => Object.keys(types),
});

export const worldNames = names(fields, names(lineFields));

export const codes = ['A', 'A1', 'C', 'C39', 'C391'];
/** Codes nest by prefix. */
const isWithin = (_tree: string, node: string, ancestor: string) => node.startsWith(ancestor);

export function worldEnv(record: WorldRecord): RuleEnv {
  return recordEnv(record, { inputs, isWithin });
}

const isList = (type: RuleType) => type.list === true;
const columns = Object.entries(fields).filter(([, type]) => !isList(type));
const lists = Object.entries(fields).filter(([, type]) => isList(type));

const table = (name: string) => sql.table(name);

let aliases = 0;

function lineScope(alias: string): SqlScope {
  return {
    ...rootScope,
    column: (path) => sql.ref(`${alias}.${path}`),
  };
}

const rootScope: SqlScope = {
  column: (path) => sql.ref(`thing.${path}`),
  list(path) {
    aliases++;
    const alias = `l${aliases}`;
    return {
      from: sql`${table(`thing_${path}`)} as ${sql.ref(alias)}`,
      where: sql`${sql.ref(`${alias}.record`)} = ${sql.ref('thing.id')}`,
      value: sql.ref(`${alias}.value`),
    };
  },
  collection() {
    aliases++;
    const alias = `c${aliases}`;
    return {
      from: sql`${table('line')} as ${sql.ref(alias)}`,
      where: sql`${sql.ref(`${alias}.thing`)} = ${sql.ref('thing.id')}`,
      scope: lineScope(alias),
    };
  },
  subtree(tree, ancestors: Expression<unknown>, prefix) {
    aliases++;
    const alias = `t${aliases}`;
    const descendant = sql.ref(`${alias}.descendant`);
    const value = prefix === '' ? descendant : sql`${sql.lit(prefix)} || ${descendant}`;
    return sql`select ${value} from ${table('closure')} as ${sql.ref(alias)}
      where ${sql.ref(`${alias}.tree`)} = ${sql.lit(tree)} and ${sql.ref(`${alias}.ancestor`)} in ${ancestors}`;
  },
};

type Row = Record<string, unknown>;

/** One database holding the world. */
export interface RuleDatabase {
  readonly name: string;
  fill(records: readonly WorldRecord[]): Promise<void>;
  /** Indexes of the records a condition holds for. */
  matching(expr: Expr): Promise<number[]>;
  /** The value per record, as text. */
  values(expr: Expr): Promise<(string | null)[]>;
  close(): Promise<void>;
}

interface Engine {
  readonly name: string;
  readonly rules: SqlDialect;
  readonly compiler: Kysely<unknown>;
  readonly types: Record<'text' | 'integer' | 'boolean', string> & {
    decimal(scale: number): string;
  };
  encode(value: unknown, type: RuleType): unknown;
  run(text: string, parameters: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

function columnType({ types }: Engine, type: RuleType): string {
  if (type.kind === 'decimal') return types.decimal(scaleOfType(type));
  if (type.kind === 'integer') return types.integer;
  return type.kind === 'boolean' ? types.boolean : types.text;
}

function ddl(engine: Engine): string[] {
  const list = (types: readonly (readonly [string, RuleType])[]) =>
    types.map(([name, type]) => `"${name}" ${columnType(engine, type)}`).join(', ');
  const { integer, text } = engine.types;
  return [
    `create table thing (id ${integer} primary key, ${list(columns)})`,
    `create table line (thing ${integer}, ${list(Object.entries(lineFields))})`,
    `create table closure (tree ${text}, ancestor ${text}, descendant ${text})`,
    ...lists.map(([name]) => `create table thing_${name} (record ${integer}, value ${text})`),
  ];
}

async function insert(
  engine: Engine,
  into: string,
  row: Row,
  types: Readonly<Record<string, RuleType>>,
) {
  const keys = Object.keys(row);
  const values = keys.map((key) => {
    const type = types[key];
    return sql`${type ? engine.encode(row[key] ?? null, type) : row[key]}`;
  });
  const statement = sql`insert into ${table(into)} (${sql.join(keys.map((key) => sql.ref(key)))}) values (${sql.join(values)})`;
  const query = statement.compile(engine.compiler);
  await engine.run(query.sql, query.parameters);
}

async function fillWorld(engine: Engine, records: readonly WorldRecord[]): Promise<void> {
  for (const name of ['thing', 'line', ...lists.map(([list]) => `thing_${list}`)]) {
    await engine.run(`delete from ${name}`, []);
  }
  for (const [id, record] of records.entries()) {
    const row: Row = { id };
    for (const [name] of columns) row[name] = record[name] ?? null;
    await insert(engine, 'thing', row, fields);
    for (const [name] of lists) {
      const values = (record[name] ?? []) as unknown[];
      for (const value of values) await insert(engine, `thing_${name}`, { record: id, value }, {});
    }
    for (const line of (record.lines ?? []) as Row[]) {
      await insert(engine, 'line', { thing: id, price: null, title: null, ...line }, lineFields);
    }
  }
}

async function open(engine: Engine): Promise<RuleDatabase> {
  for (const statement of ddl(engine)) await engine.run(statement, []);
  for (const tree of ['industry', 'region']) {
    for (const ancestor of codes) {
      for (const descendant of codes.filter((code) => isWithin(tree, code, ancestor))) {
        await insert(engine, 'closure', { tree, ancestor, descendant }, {});
      }
    }
  }
  const run = async (statement: ReturnType<typeof sql>) => {
    const query = statement.compile(engine.compiler);
    const parameters = query.parameters.map((value) =>
      value instanceof InputParameter ? value.resolve(inputs) : value,
    );
    try {
      return await engine.run(query.sql, parameters);
    } catch (error) {
      throw new Error(
        `${engine.name}: ${String(error)}\n${query.sql}\n${JSON.stringify(parameters)}`,
      );
    }
  };
  return {
    name: engine.name,
    fill: (records) => fillWorld(engine, records),
    async matching(expr) {
      const where = compileRule(expr, rootScope, engine.rules);
      const rows = await run(
        sql`select thing.id as id from thing where ${where} order by thing.id`,
      );
      return rows.map((row) => Number(row.id));
    },
    async values(expr) {
      const value = compileValue(expr, rootScope, engine.rules);
      const rows = await run(
        sql`select cast(${value} as text) as value from thing order by thing.id`,
      );
      return rows.map((row) => (row.value === null ? null : String(row.value)));
    },
    close: () => engine.close(),
  };
}

function compilerOf(dialect: Omit<Dialect, 'createDriver'>): Kysely<unknown> {
  return new Kysely({ dialect: { ...dialect, createDriver: () => new DummyDriver() } });
}

async function sqliteEngine(): Promise<Engine> {
  const database = new Database(':memory:');
  for (const { name, implementation } of sqliteFunctions) {
    database.function(name, { varargs: true, deterministic: true }, implementation);
  }
  return {
    name: 'sqlite',
    rules: sqliteRules,
    compiler: compilerOf({
      createAdapter: () => new SqliteAdapter(),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createIntrospector: (db) => new SqliteIntrospector(db),
    }),
    types: { text: 'text', integer: 'integer', boolean: 'integer', decimal: () => 'integer' },
    encode(value, type) {
      if (value === null) return null;
      if (type.kind === 'boolean') return value ? 1 : 0;
      if (type.kind === 'decimal') return toUnits(String(value), scaleOfType(type));
      return type.kind === 'integer' ? BigInt(String(value)) : value;
    },
    run: async (text, parameters) => database.query(text).all(...(parameters as string[])) as Row[],
    close: async () => database.close(),
  };
}

async function postgresEngine(): Promise<Engine> {
  const client = new SQL(await postgresDatabase(), { max: 1 });
  for (const statement of postgresFunctions) await client.unsafe(statement);
  return {
    name: 'postgres',
    rules: postgresRules,
    compiler: compilerOf({
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    }),
    types: {
      text: 'text',
      integer: 'bigint',
      boolean: 'boolean',
      decimal: (scale) => `numeric(30,${scale})`,
    },
    encode: (value) => value,
    run: async (text, parameters) => [...(await client.unsafe(text, [...parameters]))] as Row[],
    async close() {
      await client.close();
      await releasePostgres();
    },
  };
}

/** The world on SQLite and on PostgreSQL. */
export async function ruleDatabases(): Promise<readonly RuleDatabase[]> {
  return [await open(await sqliteEngine()), await open(await postgresEngine())];
}

/** A JavaScript value as the databases print it. */
export function printed(value: unknown, database: string): string | null {
  if (value === null) return null;
  if (typeof value === 'boolean' && database === 'sqlite') return value ? '1' : '0';
  return String(value);
}
