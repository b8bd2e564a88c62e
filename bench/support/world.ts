// The product over a filled database, in this process, with an administrator and a member signed in.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSession } from '../../runtime/auth/sessions.ts';
import { createAdministrator } from '../../runtime/auth/setup.ts';
import { boot } from '../../runtime/boot.ts';
import { type Config, readConfig } from '../../runtime/config.ts';
import { createApp } from '../../runtime/http/app.ts';
import { createLog } from '../../runtime/log.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { fillDeals } from './fill.ts';
import { makePeople } from './people.ts';

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

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
  /** Signs in somebody of `people.ts`. */
  tokenOf(name: string): Promise<string>;
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
  const people = await makePeople(runtime);
  await runtime.close();
  fillDeals(join(folder, 'crm.db'), { rows, ...people });
  return folder;
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
    tokenOf,
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
