// A small trading company for tests: its pack has every kind of relation and roles that see only part of it.
import { join } from 'node:path';
import { expect } from 'vitest';
import { projectFolder } from '../../runtime/config.ts';
import {
  type Client,
  type DatabaseName,
  startWorld,
  type World,
  type WorldOptions,
} from './world.ts';

/** Roots of the pack and of what it stands on. */
export const tradePacks = [
  join(projectFolder, 'metadata', 'system'),
  join(projectFolder, 'tests', 'support', 'packs', 'trade'),
];

/** The product with the trade pack alone. */
export function startTrade(database: DatabaseName, options: WorldOptions = {}): Promise<World> {
  return startWorld(database, { ...options, onlyPacks: tradePacks });
}

/** What a test needs to go on with a record. */
export interface Made {
  readonly id: string;
  readonly version: number;
  readonly path: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into records freely
  readonly body: any;
}

/** Creates a record or fails the test with the server's answer. */
export async function make(client: Client, entity: string, body: object): Promise<Made> {
  const answer = await client.post(`/api/records/${entity}`, body);
  expect(answer.status, answer.text).toBe(201);
  const { id, version } = answer.body;
  return { id, version, path: `/api/records/${entity}/${id}`, body: answer.body };
}

/** Codes and places of the problems of an answer. */
export function problemsOf(answer: {
  body: { problems?: { code: string; at: string }[] };
}): string[] {
  return (answer.body?.problems ?? []).map(({ code, at }) => `${code} ${at}`).sort();
}

/** Every record of a list, page by page. */
export async function listAll(
  client: Client,
  entity: string,
  query: Record<string, string> = {},
): Promise<{ id: string; [field: string]: unknown }[]> {
  const items: { id: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.get(`/api/records/${entity}`, {
      limit: '200',
      ...query,
      ...(cursor ? { cursor } : {}),
    });
    expect(page.status, page.text).toBe(200);
    items.push(...page.body.items);
    cursor = page.body.nextCursor ?? undefined;
  } while (cursor);
  return items;
}

let names = 0;

/** A name no other record of this run has. */
export function freshName(start = 'Company'): string {
  names++;
  return `${start} ${process.pid} ${names}`;
}
