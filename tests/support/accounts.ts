// What tests of sign-in share: signing in by token, addresses, settings, the log, and codes of an authenticator.
import { expect } from 'vitest';
import type { Json } from '../../core/fields/field-type.ts';
import { codeAt, stepOf } from '../../runtime/auth/totp.ts';
import type { Answer, Client, World } from './world.ts';

export const PASSWORD = 'correct horse battery';

/** Signs in, from an address where one is given: the world must trust its proxy then. */
export function signIn(
  world: World,
  email: string,
  password = PASSWORD,
  address?: string,
): Promise<Answer> {
  const headers: Record<string, string> = address ? { 'X-Forwarded-For': address } : {};
  return world.anonymous.post('/api/auth/sign-in/email', { email, password }, headers);
}

/** Sends a request with a token. */
export function withToken(
  world: World,
  token: string,
  method: string,
  path: string,
  body?: unknown,
  version?: number,
): Promise<Answer> {
  const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (version !== undefined) headers['If-Match'] = `"${version}"`;
  return world.anonymous.send(method, path, {
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/** Changes a setting of the installation for the tests of a world. */
export function setSetting(world: World, name: string, value: Json): void {
  (world.runtime.live.current.model.settings as Map<string, Json>).set(name, value);
}

/** Moves the clock on. */
export function passMinutes(world: World, minutes: number): void {
  world.setNow(new Date(world.runtime.now().getTime() + minutes * 60_000).toISOString());
}

export interface LoggedEvent {
  readonly id: string;
  readonly kind: string;
  readonly account: string | null;
  readonly reason: string | null;
  readonly address: string | null;
  readonly done_by: string | null;
  readonly note: string | null;
}

/** The sign-in log as a client sees it, newest first. */
export async function signInLog(
  client: Client,
  filter?: Record<string, Json>,
): Promise<LoggedEvent[]> {
  const query = {
    sort: '-created_at',
    limit: '200',
    ...(filter ? { filter: JSON.stringify(filter) } : {}),
  };
  const answer = await client.get('/api/records/sign_in_event', query);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.items as LoggedEvent[];
}

/** Kinds of the events about an account, newest first. */
export async function kindsOf(client: Client, account: string): Promise<string[]> {
  const events = await signInLog(client, { '==': [{ var: 'account' }, account] });
  return events.map(({ kind }) => kind);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app shows for a secret at the world's time, some steps on. */
export function codeOf(world: World, secret: string, stepsOn = 0): string {
  const bits = [...secret]
    .map((char) => ALPHABET.indexOf(char).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  return codeAt(new Uint8Array(bytes), stepOf(world.runtime.now()) + stepsOn);
}
