// Drafts of forms kept in this browser (IndexedDB) until they are saved or dropped, one per person, entity and record.
import type { Values } from './form-state.ts';

export interface Draft {
  /** Moment it was kept, ISO 8601. */
  at: string;
  /** Version of the record it is based on; 0 for a new one. */
  version: number;
  /** Values before the changes, and the changed ones. */
  original: Values;
  changes: Values;
}

const DATABASE = 'crm';
const STORE = 'drafts';
const LONGEST_DAYS = 30;

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function connect(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return done(request);
}

let connection: Promise<IDBDatabase> | undefined;

/** Runs on the store; a browser without storage simply keeps no drafts. */
async function withStore<T>(
  mode: IDBTransactionMode,
  run: (store: IDBObjectStore) => Promise<T>,
): Promise<T | undefined> {
  try {
    connection ??= connect();
    const database = await connection;
    return await run(database.transaction(STORE, mode).objectStore(STORE));
  } catch {
    connection = undefined;
    return undefined;
  }
}

function isCurrent(draft: Draft): boolean {
  return Date.now() - Date.parse(draft.at) < LONGEST_DAYS * 86_400_000;
}

/** Where a draft is kept: the person first, so that nobody meets another's. */
export function draftKey(user: string, entity: string, record: string | undefined): string {
  return `${user} ${entity} ${record ?? 'new'}`;
}

export async function readDraft(key: string): Promise<Draft | undefined> {
  const draft = await withStore('readonly', (store) => done<Draft | undefined>(store.get(key)));
  return draft && isCurrent(draft) ? draft : undefined;
}

/** Answers whether the draft is kept. */
export async function keepDraft(key: string, draft: Draft): Promise<boolean> {
  return (await withStore('readwrite', (store) => done(store.put(draft, key)))) !== undefined;
}

export async function dropDraft(key: string): Promise<void> {
  await withStore('readwrite', (store) => done(store.delete(key)));
}

/** Removes everything a person left behind, when they sign out on purpose. */
export async function dropDraftsOf(user: string): Promise<void> {
  const range = IDBKeyRange.bound(`${user} `, `${user} \uffff`);
  await withStore('readwrite', (store) => done(store.delete(range)));
}
