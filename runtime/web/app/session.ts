// Who is signed in and the model as they may see it: one small store the pages read.
import type { Locale } from '../../../core/errors.ts';
import type { ClientEntity, ClientModel } from '../../../core/model/client.ts';
import type { RuleActor } from '../../../core/rules/env.ts';
import { ApiError, forgetCached, getCached, getJson, request } from '../client.ts';
import { setAccountLocale } from '../i18n/preferences.ts';
import { setAdministrators } from '../ui/states.ts';
import { RecordSource } from './record-source.ts';

export interface Me {
  user: { id: string; name: string; email: string };
  roles: (string | { name: string })[];
  departments: (string | { id: string; name?: string })[];
  locale?: Locale;
  timeZone?: string;
  administrator?: boolean;
  /** Id of the administrator who sees the product as this person. */
  viewer?: string;
}

export const source = new RecordSource();
let me: Me | undefined;
let model: ClientModel | undefined;

export function currentMe(): Me | undefined {
  return me;
}

export function currentModel(): ClientModel | undefined {
  return model;
}

const nameOf = (entry: string | { name?: string; id?: string }) =>
  typeof entry === 'string' ? entry : (entry.id ?? entry.name ?? '');

/** The actor as rules see it; what the browser does not know stays empty. */
export function ruleActor(): RuleActor {
  const departments = (me?.departments ?? []).map(nameOf);
  return {
    id: me?.user.id ?? null,
    roles: (me?.roles ?? []).map((role) => (typeof role === 'string' ? role : role.name)),
    department: departments[0] ?? null,
    departments,
    subordinates: [],
  };
}

/** Reads who is signed in; undefined: nobody. */
export async function loadMe(): Promise<Me | undefined> {
  try {
    me = await getJson<Me>('/api/me');
  } catch (cause) {
    // Somebody who still owes a code or a new password is not in yet.
    const isOut =
      cause instanceof ApiError && (cause.status === 401 || cause.code.startsWith('auth.pending-'));
    if (!isOut) throw cause;
    me = undefined;
    return undefined;
  }
  setAccountLocale(me.locale);
  if (me.timeZone) source.timeZone = me.timeZone;
  return me;
}

export async function loadModel(): Promise<ClientModel> {
  model = await getCached<ClientModel>('/api/model');
  source.model = model;
  const { admin_contact: contact } = model.settings;
  setAdministrators(typeof contact === 'string' ? contact : '');
  return model;
}

export function loadEntity(name: string): Promise<ClientEntity> {
  return source.entity(name);
}

export async function signOut(): Promise<void> {
  await request('POST', '/api/auth/sign-out').catch(() => undefined);
  me = undefined;
  model = undefined;
  forgetCached();
}

/** May the actor do this with the entity at all? */
export function can(entity: string, action: string): boolean {
  return model?.entities[entity]?.actions.includes(action) ?? false;
}
