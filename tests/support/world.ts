// A running product for tests: the real application over a real database, driven through HTTP requests in-process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boot } from '../../runtime/boot.ts';
import { type Config, readConfig } from '../../runtime/config.ts';
import { createApp } from '../../runtime/http/app.ts';
import { createLog } from '../../runtime/log.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { postgresDatabase } from './postgres.ts';

export const databases = ['sqlite', 'postgres'] as const;
export type DatabaseName = (typeof databases)[number];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Tests look into answers freely; their shape is what is being tested.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any;
  readonly text: string;
}

export interface Client {
  get(path: string, query?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  patch(
    path: string,
    version: number | undefined,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  delete(path: string, version?: number): Promise<Answer>;
  /** Any request, as it is. */
  send(
    method: string,
    path: string,
    init?: { headers?: Record<string, string>; body?: string | FormData },
  ): Promise<Answer>;
}

export interface World {
  readonly runtime: Runtime;
  readonly config: Config;
  /** The administrator. */
  readonly admin: Client;
  readonly anonymous: Client;
  /** A client for a new user with these roles. */
  user(name: string, roles: readonly string[]): Promise<Client & { readonly id: string }>;
  /** Moves the clock; it stands still otherwise. */
  setNow(instant: string): void;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Pack folders besides the shipped ones. */
  readonly packs?: readonly string[];
  /** Instead of the shipped packs and `packs`. */
  readonly onlyPacks?: readonly string[];
  readonly sample?: boolean;
  readonly environment?: Record<string, string>;
  /** A data folder to open again; otherwise a fresh one that goes with the world. */
  readonly dataFolder?: string;
  /** Ids of new records instead of random ones. */
  readonly newId?: () => string;
}

const ADMIN = { email: 'admin@example.com', password: 'correct horse battery' };

/** Starts the product on a fresh database. */
export async function startWorld(
  database: DatabaseName,
  options: WorldOptions = {},
): Promise<World> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'crm-world-'));
  const config = readConfig({
    CRM_DATA: dataFolder,
    CRM_ADMIN_EMAIL: ADMIN.email,
    CRM_ADMIN_PASSWORD: ADMIN.password,
    CRM_SYNC: 'off',
    CRM_PACKS: (options.packs ?? []).join(':'),
    ...(database === 'postgres' ? { DATABASE_URL: await postgresDatabase() } : {}),
    ...options.environment,
  });
  let now = new Date('2026-11-22T02:00:00.000Z');
  const settings = options.onlyPacks ? { ...config, packRoots: options.onlyPacks } : config;
  const runtime = await boot(settings, createLog(process.env.CRM_TEST_LOG ?? 'silent'), {
    now: () => now,
    sample: options.sample,
    newId: options.newId,
  });
  const app = createApp(runtime);
  const send = sender((path, init) => app.request(path, init));
  const admin = clientWith(send, await signIn(send, ADMIN.email, ADMIN.password));
  return {
    runtime,
    config,
    admin,
    anonymous: clientWith(send, undefined),
    user: (name, roles) => newUser(runtime, send, admin, name, roles),
    setNow(instant) {
      now = new Date(instant);
    },
    async close() {
      await runtime.close();
      if (!options.dataFolder) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

type Send = (
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string | FormData,
) => Promise<Answer>;

function sender(fetch: (path: string, init: RequestInit) => Response | Promise<Response>): Send {
  return async (method, path, headers, body) => {
    const response = await fetch(path, {
      method,
      headers: { 'Accept-Language': 'en', ...headers },
      body,
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text !== '' ? JSON.parse(text) : undefined,
    };
  };
}

function clientWith(send: Send, token: string | undefined): Client {
  const auth: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
  const json = { ...auth, 'Content-Type': 'application/json' };
  const match = (version: number | undefined): Record<string, string> =>
    version === undefined ? {} : { 'If-Match': `"${version}"` };
  return {
    get: (path, query) => send('GET', query ? `${path}?${new URLSearchParams(query)}` : path, auth),
    post: (path, body, headers) =>
      send('POST', path, { ...json, ...headers }, JSON.stringify(body ?? {})),
    patch: (path, version, body, headers) =>
      send('PATCH', path, { ...json, ...match(version), ...headers }, JSON.stringify(body)),
    delete: (path, version) => send('DELETE', path, { ...auth, ...match(version) }),
    send: (method, path, init) => send(method, path, { ...auth, ...init?.headers }, init?.body),
  };
}

async function signIn(send: Send, email: string, password: string): Promise<string> {
  const answer = await send(
    'POST',
    '/api/auth/sign-in/email',
    { 'Content-Type': 'application/json' },
    JSON.stringify({ email, password }),
  );
  if (answer.status !== 200) throw new Error(`sign-in failed: ${answer.text}`);
  return answer.body.token as string;
}

async function newUser(
  runtime: Runtime,
  send: Send,
  admin: Client,
  name: string,
  roles: readonly string[],
): Promise<Client & { id: string }> {
  const filter = JSON.stringify({ in: [{ var: 'key' }, roles] });
  const found = await admin.get('/api/records/role', { filter, fields: 'key' });
  const email = `${name}@example.com`;
  const created = await admin.post('/api/records/user', {
    name,
    email,
    active: true,
    roles: found.body.items.map((role: { id: string }) => role.id),
  });
  if (created.status !== 201) throw new Error(`user was not created: ${created.text}`);
  const { hashPassword } = await import('../../runtime/auth/passwords.ts');
  const { setPassword } = await import('../../runtime/auth/credentials.ts');
  const hash = await hashPassword(ADMIN.password);
  await runtime.database.write((connection) =>
    setPassword(runtime, connection, created.body.id, hash),
  );
  return { ...clientWith(send, await signIn(send, email, ADMIN.password)), id: created.body.id };
}
