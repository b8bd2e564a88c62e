// The product over a filled database, in this process, with an administrator and a member signed in.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRecord } from '../../core/records/write.ts';
import { openSession } from '../../runtime/auth/sessions.ts';
import { createAdministrator } from '../../runtime/auth/setup.ts';
import { boot } from '../../runtime/boot.ts';
import { type Config, readConfig } from '../../runtime/config.ts';
import { createApp } from '../../runtime/http/app.ts';
import { createLog } from '../../runtime/log.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { type Fill, fillDeals } from './fill.ts';

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const OWNERS = 20;
const CUSTOMERS = 200;
/** People below the lead; each owns as many deals as the member. */
const SUBORDINATES = 3;

/** Answers a request; what `Bun.serve` would call. */
export type Fetch = (request: Request) => Response | Promise<Response>;

export interface BenchWorld {
  readonly runtime: Runtime;
  readonly folder: string;
  readonly databaseFile: string;
  readonly fetch: Fetch;
  readonly adminToken: string;
  readonly memberToken: string;
  readonly memberId: string;
  /** Sees the deals of one department. */
  readonly colleagueToken: string;
  /** Sees the deals of three subordinates. */
  readonly leadToken: string;
  readonly customers: readonly string[];
  close(): Promise<void>;
}

const temporary: string[] = [];

/** A folder that goes when the run ends; BENCH_DATA keeps filled databases for the next run. */
export function scratchFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `crm-bench-${name}-`));
  temporary.push(folder);
  return folder;
}

/** Removes what the run has made. */
export function removeScratch(): void {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
}

/** The packs the benchmarks run on: the system pack and their own. */
export const benchPacks = [
  join(project, 'metadata', 'system'),
  join(project, 'bench', 'packs', 'bench'),
];

export function benchConfig(folder: string, packRoots: readonly string[] = benchPacks): Config {
  const config = readConfig({
    CRM_DATA: folder,
    CRM_SYNC: 'normal',
    CRM_SECRET: 'benchmark-only-benchmark-only-benchmark',
  });
  return { ...config, packRoots };
}

/** A data folder with `rows` deals, made on first use and copied for every world. */
async function filledFolder(rows: number): Promise<string> {
  const root = process.env.BENCH_DATA ?? scratchFolder('filled');
  if (!process.env.BENCH_DATA) process.env.BENCH_DATA = root;
  const folder = join(root, `deals-${rows}`);
  if (existsSync(join(folder, 'crm.db'))) return folder;
  mkdirSync(folder, { recursive: true });
  const runtime = await boot(benchConfig(folder), createLog('silent'));
  const ids = await makePeople(runtime);
  await runtime.close();
  fillDeals(join(folder, 'crm.db'), { rows, ...ids });
  return folder;
}

async function makePeople(runtime: Runtime): Promise<Omit<Fill, 'rows'>> {
  const context = runtime.systemContext('bench');
  const trusted = { trusted: true };
  const roles = await runtime.database.read.all({
    sql: 'select "role"."id", "role"."key" from "role"',
    parameters: [],
  });
  const roleId = (key: string) => String(roles.find((row) => row.key === key)?.id);
  const person = (name: string, keys: string[]) => ({
    name,
    email: `${name}@example.com`,
    active: true,
    roles: keys.map(roleId),
  });
  const departments: string[] = [];
  for (let index = 0; index < OWNERS; index++) {
    const created = await createRecord(context, 'department', { name: `部门 ${index}` }, trusted);
    departments.push(String(created.id));
  }
  const lead = await createRecord(context, 'user', person('lead', ['user', 'bench_lead']), trusted);
  const colleague = {
    ...person('colleague', ['user', 'bench_department']),
    department: departments[0],
  };
  await createRecord(context, 'user', colleague, trusted);
  const owners: string[] = [];
  for (let index = 0; index < OWNERS; index++) {
    const manager = index > 0 && index <= SUBORDINATES ? lead.id : null;
    const input = { ...person(`member${index}`, ['user', 'bench_member']), manager };
    owners.push(String((await createRecord(context, 'user', input, trusted)).id));
  }
  await createRecord(context, 'user', person('boss', ['admin']), trusted);
  const customers: string[] = [];
  for (let index = 0; index < CUSTOMERS; index++) {
    const created = await createRecord(context, 'customer', { name: `客户 ${index}` }, trusted);
    customers.push(String(created.id));
  }
  return { owners, customers, departments };
}

/** Starts the product over `rows` deals. `copy` gives it a database of its own to write to. */
export async function startBenchWorld(rows: number, copy: boolean): Promise<BenchWorld> {
  const filled = await filledFolder(rows);
  const folder = copy ? scratchFolder('world') : filled;
  if (copy) cpSync(filled, folder, { recursive: true });
  const runtime = await boot(benchConfig(folder), createLog('silent'));
  const member = await userId(runtime, 'member0');
  const tokenOf = async (name: string) => signIn(runtime, await userId(runtime, name));
  const customers = await runtime.database.read.all({
    sql: 'select "customer"."id" from "customer"',
    parameters: [],
  });
  return {
    runtime,
    folder,
    databaseFile: join(folder, 'crm.db'),
    fetch: fetchOf(runtime),
    adminToken: await tokenOf('boss'),
    memberToken: await tokenOf('member0'),
    colleagueToken: await tokenOf('colleague'),
    leadToken: await tokenOf('lead'),
    memberId: member,
    customers: customers.map((row) => String(row.id)),
    close: () => runtime.close(),
  };
}

/** Answers requests as the server would, without a socket. */
function fetchOf(runtime: Runtime): Fetch {
  const app = createApp(runtime);
  const server = { requestIP: () => ({ address: '127.0.0.1', port: 1, family: 'IPv4' }) };
  return (request) => app.fetch(request, { server });
}

async function userId(runtime: Runtime, name: string): Promise<string> {
  const rows = await runtime.database.read.all({
    sql: 'select "user"."id" from "user" where "user"."name" = ?',
    parameters: [name],
  });
  return String(rows[0]?.id);
}

async function signIn(runtime: Runtime, user: string): Promise<string> {
  const session = { now: new Date(), agent: 'bench', address: '127.0.0.1' };
  const opened = await runtime.database.write((connection) =>
    openSession(runtime.database, connection, user, session),
  );
  return opened.token;
}

/** The product over packs and a fresh folder, with its administrator signed in. */
export async function startPackWorld(
  folder: string,
  roots: readonly string[],
): Promise<{ runtime: Runtime; fetch: Fetch; token: string }> {
  const runtime = await boot(benchConfig(folder, roots), createLog('silent'));
  const account = { email: 'admin@example.com', password: 'bench-password-1', name: 'admin' };
  await createAdministrator(runtime, account);
  const token = await signIn(runtime, await userId(runtime, account.name));
  return { runtime, fetch: fetchOf(runtime), token };
}
