// K01: the process is killed in the middle of writes. What was acknowledged is there, and nothing is there by half.
import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyChain } from '../../core/records/audit-chain.ts';
import { findDrift } from '../../core/storage/migrate.ts';
import { boot } from '../../runtime/boot.ts';
import { readConfig } from '../../runtime/config.ts';
import { createLog } from '../../runtime/log.ts';
import { postgresDatabase } from '../support/postgres.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { tradePacks } from '../support/trade.ts';
import { databases } from '../support/world.ts';

const KILLS = { sqlite: Number(process.env.CRM_TEST_KILLS ?? 12), postgres: 4 };
const BATCH = 20;

interface Ack {
  readonly kind: 'create' | 'update' | 'bulk';
  readonly ids: readonly string[];
  /** Of an update: the number that was stored. */
  readonly size?: number;
}

interface Company {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly size: number | null;
  readonly remark: string | null;
  readonly deal_count: number;
}

class Caller {
  readonly #url: string;
  readonly #token: string;
  readonly #log: number;
  /** Settles with the first acknowledgement. */
  readonly started: Promise<void>;
  #start: () => void = () => undefined;

  constructor(server: ServerProcess, token: string, log: number) {
    this.#url = server.url;
    this.#token = token;
    this.#log = log;
    this.started = new Promise((resolve) => {
      this.#start = resolve;
    });
  }

  async ask<T>(method: string, path: string, body?: object, version?: number): Promise<T> {
    const answer = await fetch(`${this.#url}/api/records/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.#token}`,
        'Content-Type': 'application/json',
        ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
      },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  acknowledge(ack: Ack): void {
    this.#start();
    writeSync(this.#log, `${JSON.stringify(ack)}\n`);
    fsyncSync(this.#log);
  }
}

/** Each of these writes until the connection breaks. */
const WORKERS: readonly ((caller: Caller) => Promise<void>)[] = [
  async (caller) => {
    for (;;) {
      const { id } = await caller.ask<Company>('POST', 'company', { name: 'one by one' });
      caller.acknowledge({ kind: 'create', ids: [id] });
      await caller.ask('POST', 'deal', {
        title: 'with lines',
        company: id,
        lines: [{ quantity: '1.00', price: '2.00' }],
      });
    }
  },
  async (caller) => {
    const made = await caller.ask<Company>('POST', 'company', { name: 'counted', size: 0 });
    caller.acknowledge({ kind: 'update', ids: [made.id], size: 0 });
    for (let size = 1; ; size++) {
      await caller.ask('PATCH', `company/${made.id}`, { size }, size);
      caller.acknowledge({ kind: 'update', ids: [made.id], size });
    }
  },
  async (caller) => {
    for (let batch = 0; ; batch++) {
      const remark = `batch ${process.pid} ${Date.now()} ${batch}`;
      const create = Array.from({ length: BATCH }, () => ({ name: 'many', remark }));
      const { results } = await caller.ask<{ results: { id: string }[] }>('POST', 'company/bulk', {
        create,
      });
      caller.acknowledge({ kind: 'bulk', ids: results.map(({ id }) => id) });
    }
  },
];

/** Every other time the kill waits for a first acknowledgement, however slow the machine is. */
async function writeUntilKilled(
  server: ServerProcess,
  token: string,
  log: number,
  round: number,
): Promise<void> {
  const caller = new Caller(server, token, log);
  const work = Promise.allSettled(WORKERS.map((worker) => worker(caller)));
  if (round % 2 === 1) await Promise.race([caller.started, work]);
  await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 250));
  await server.kill();
  await work;
}

async function signIn(server: ServerProcess): Promise<string> {
  const answer = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'admin@example.com', password: 'correct horse battery' }),
  });
  return ((await answer.json()) as { token: string }).token;
}

function checkWhole(companies: readonly Company[], acks: readonly Ack[]): void {
  const byId = new Map(companies.map((company) => [company.id, company]));
  for (const { ids, size } of acks) {
    for (const id of ids) expect(byId.has(id), `acknowledged ${id} is there`).toBe(true);
    const stored = byId.get(ids[0] ?? '')?.size ?? 0;
    if (size !== undefined) expect(stored).toBeGreaterThanOrEqual(size);
  }
  const numbers = companies.map(({ code }) => Number(code.slice(-4))).sort((a, b) => a - b);
  expect(numbers).toEqual(companies.map((_, index) => index + 1));
  const batches = new Map<string, number>();
  for (const { remark } of companies)
    if (remark) batches.set(remark, (batches.get(remark) ?? 0) + 1);
  for (const [remark, count] of batches) expect(count, remark).toBe(BATCH);
  for (const { size, version } of companies) if (size !== null) expect(version).toBe(size + 1);
}

describe.each(databases)('%s', (database) => {
  test(`K01 ${KILLS[database]} kills at random moments lose nothing`, {
    timeout: 120_000 + KILLS[database] * 10_000,
  }, async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'crm-crash-'));
    const environment: Record<string, string> = {
      CRM_DATA: dataFolder,
      CRM_ADMIN_EMAIL: 'admin@example.com',
      CRM_ADMIN_PASSWORD: 'correct horse battery',
      CRM_PACKS: tradePacks[1] ?? '',
      ...(database === 'postgres' ? { DATABASE_URL: await postgresDatabase() } : {}),
    };
    const file = join(dataFolder, 'acks.jsonl');
    const log = openSync(file, 'a');
    let token: string | undefined;
    for (let kill = 0; kill < KILLS[database]; kill++) {
      const server = await startServer(environment);
      token ??= await signIn(server);
      await writeUntilKilled(server, token, log, kill);
    }
    closeSync(log);
    const acks = readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Ack);
    expect(acks.length).toBeGreaterThan(0);
    const runtime = await boot(readConfig(environment), createLog('silent'));
    const all = async <T>(text: string) =>
      (await runtime.database.read.all({ sql: text, parameters: [] })) as unknown as T[];
    const companies = (await all<Company>('select "company".* from "company"')).map((row) => ({
      ...row,
      version: Number(row.version),
      size: row.size === null ? null : Number(row.size),
    }));
    checkWhole(companies, acks);
    const [audited] = await all<{ n: number }>(
      'select count(*) as n from "_audit" where "_audit"."entity" = \'company\'',
    );
    const versions = companies.reduce((sum, { version }) => sum + version, 0);
    expect(Number(audited?.n)).toBe(versions);
    const deals = await all<{ company: string; line_count: number }>(
      'select "deal"."company", "deal"."line_count" from "deal"',
    );
    for (const { line_count } of deals) expect(Number(line_count)).toBe(1);
    const counted = companies.reduce((sum, { deal_count }) => sum + Number(deal_count ?? 0), 0);
    expect(counted).toBe(deals.length);
    expect((await verifyChain(runtime.database)).broken).toBeUndefined();
    expect(await findDrift(runtime.database)).toEqual([]);
    await runtime.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });
});
