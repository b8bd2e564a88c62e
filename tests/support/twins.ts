// Two worlds in which the same things happen under the same ids, and which come to differ only in what one person may
// not see: what he is answered must be the same in both.
import type { Entity, Field, Model } from '../../core/model/model.ts';
import { Oracle, type Person, type Plain } from './oracle.ts';
import {
  enteredFields,
  type Known,
  makeRecord,
  type Pick,
  picker,
  valueFor,
} from './record-maker.ts';
import { type Answer, type Client, type DatabaseName, startWorld, type World } from './world.ts';

interface Side {
  readonly world: World;
  readonly spy: Client & { readonly id: string };
}

export interface Probe {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
}

export interface Twins {
  readonly model: Model;
  readonly known: Known;
  readonly person: Person;
  /** Entities with the records the person sees and those he does not. */
  survey(): Promise<Survey>;
  /** Changes a value he may not see, or a record, to something else in each world. @returns what was changed */
  differ(pick: Pick, survey: Survey): Promise<string | undefined>;
  /** The answers of both worlds to him. */
  ask(probe: Probe, as?: 'spy' | 'admin'): Promise<readonly [string, string]>;
  close(): Promise<void>;
}

export interface Survey {
  readonly oracle: Oracle;
  readonly seen: ReadonlyMap<string, readonly Plain[]>;
  readonly unseen: ReadonlyMap<string, readonly Plain[]>;
}

export interface TwinOptions {
  readonly packs: readonly string[];
  readonly role: string;
  readonly seed: number;
  /** Records of each entity. */
  readonly each: number;
  /** Entities of the engine's own that are left as they are. */
  readonly skip: ReadonlySet<string>;
}

/** Ids that are the same in both worlds as long as the same is done in both. */
function countedIds() {
  let count = 0;
  let round = 0;
  return {
    next: () => {
      count++;
      const tail = `${round.toString(16).padStart(6, '0')}${count.toString(16).padStart(6, '0')}`;
      return `01a00000-0000-7000-8000-${tail}`;
    },
    /** Brings both worlds to the same number again. */
    begin: (to: number) => {
      round = to;
      count = 0;
    },
  };
}

export async function startTwins(database: DatabaseName, options: TwinOptions): Promise<Twins> {
  const ids = [countedIds(), countedIds()];
  const sides: Side[] = [];
  for (const { next } of ids) {
    const world = await startWorld(database, {
      onlyPacks: options.packs,
      newId: next,
      environment: { CRM_SECRET: 'x'.repeat(40) },
    });
    const roles = ['user', options.role];
    sides.push({ world, spy: await world.user('spy', roles) });
  }
  const [a, b] = sides as [Side, Side];
  const { model } = a.world.runtime.live.current;
  const known: Known = new Map();
  let round = 0;
  /** Does the same in both worlds, beginning from the same number. */
  const inBoth = async <T>(work: (side: Side) => Promise<T>): Promise<[T, T]> => {
    round++;
    for (const { begin } of ids) begin(round);
    return [await work(a), await work(b)];
  };
  const person = await populate(model, known, options, inBoth, a.spy.id);
  return {
    model,
    known,
    person,
    survey: () => surveyOf(model, person, known, a.world.admin),
    differ: (pick, survey) => differ(model, known, survey, pick, inBoth),
    async ask({ method, path, query, body }, as = 'spy') {
      const send = async ({ spy, world }: Side) => {
        const client = as === 'spy' ? spy : world.admin;
        const url = query ? `${path}?${new URLSearchParams(query)}` : path;
        const headers: Record<string, string> = { 'If-Match': '"1"' };
        if (body !== undefined) headers['Content-Type'] = 'application/json';
        const init = { headers, body: body === undefined ? undefined : JSON.stringify(body) };
        return plain(await client.send(method, url, init));
      };
      return inBoth(send);
    },
    async close() {
      await a.world.close();
      await b.world.close();
    },
  };
}

/** What of an answer must not differ: everything but numbers of the change log, which count all changes. */
function plain({ status, text, headers }: Answer): string {
  const etag = headers.get('etag') ?? '';
  return `${status} ${etag} ${text.replace(/"change":\d+/g, '"change":0')}`;
}

async function populate(
  model: Model,
  known: Known,
  options: TwinOptions,
  inBoth: <T>(work: (side: Side) => Promise<T>) => Promise<[T, T]>,
  spy: string,
): Promise<Person> {
  const pick = picker(options.seed);
  const make = async (entity: string, body: object) => {
    const path = `/api/records/${entity}`;
    const [{ body: record, status, text }] = await inBoth(({ world }) =>
      world.admin.post(path, body),
    );
    if (status !== 201) throw new Error(`${entity}: ${text}`);
    return record.id as string;
  };
  const top = await make('department', { name: '总部' });
  const below = await make('department', { name: '一部', parent: top });
  const other = await make('department', { name: '二部', parent: top });
  const person = (name: string, more: object) =>
    make('user', { name, email: `${name}@example.com`, active: true, ...more });
  const junior = await person('junior', { department: below, manager: spy });
  const mate = await person('mate', { department: below });
  const stranger = await person('stranger', { department: other });
  await inBoth(({ world }) => setDepartment(world, spy, below));
  const owners = [spy, junior, mate, stranger];
  for (const entity of model.entities.values()) {
    if (entity.features.lines || options.skip.has(entity.name)) continue;
    for (let index = 0; index < options.each; index++) {
      const seed = pick(1_000_000);
      const given = entity.features.owner ? { owner: owners[index % owners.length] } : {};
      const copies = [new Map(known), new Map(known)];
      const made = await inBoth(async ({ world }) => {
        const copy = copies.pop() ?? known;
        return makeRecord(world.admin, model, entity, copy, picker(seed), given);
      });
      if (made[0] !== made[1]) throw new Error(`${entity.name}: the worlds differ`);
      if (made[0]) known.set(entity.name, [...(known.get(entity.name) ?? []), made[0]]);
    }
  }
  return {
    id: spy,
    roles: ['user', options.role],
    departments: [below],
    subordinates: [junior],
  };
}

async function setDepartment(world: World, id: string, department: string): Promise<void> {
  const path = `/api/records/user/${id}`;
  const { version } = (await world.admin.get(path)).body;
  const { status, text } = await world.admin.patch(path, version, { department });
  if (status !== 200) throw new Error(text);
}

async function surveyOf(
  model: Model,
  person: Person,
  known: Known,
  admin: Client,
): Promise<Survey> {
  const records = new Map<string, Map<string, Plain>>();
  for (const entity of model.entities.values()) {
    const { body } = await admin.get(`/api/records/${entity.name}`, { limit: '200' });
    const items = (body.items ?? []) as Plain[];
    records.set(entity.name, new Map(items.map((item) => [item.id, item])));
  }
  const oracle = new Oracle(model, person, records);
  const split = (isSeen: boolean) =>
    new Map(
      [...known.keys()].map((name) => {
        const entity = model.entities.get(name) as Entity;
        const live = [...(records.get(name)?.values() ?? [])];
        return [name, live.filter((record) => oracle.sees(entity, record) === isSeen)];
      }),
    );
  return { oracle, seen: split(true), unseen: split(false) };
}

/** Names that rules, scopes, formulas and roll-ups read: what hangs on them may rightly be seen to change. */
function fateful(model: Model): ReadonlySet<string> {
  const names = new Set<string>(['owner', 'department']);
  const note = (value: unknown) => {
    for (const [, path = ''] of JSON.stringify(value ?? null).matchAll(/"var":"([\w.]+)"/g))
      for (const name of path.split('.')) names.add(name);
  };
  for (const policy of model.policies) note(policy.entities);
  for (const entity of model.entities.values()) {
    note(entity.def.rules);
    for (const field of entity.fields.values()) {
      note(field.def);
      const { field: summed, collection } = field.settings as {
        field?: string;
        collection?: string;
      };
      if (field.type === 'rollup')
        for (const name of [summed, collection]) if (name) names.add(name);
    }
  }
  return names;
}

interface Change {
  readonly entity: Entity;
  readonly record: Plain;
  readonly field: Field;
}

async function differ(
  model: Model,
  known: Known,
  survey: Survey,
  pick: Pick,
  inBoth: <T>(work: (side: Side) => Promise<T>) => Promise<[T, T]>,
): Promise<string | undefined> {
  const fate = fateful(model);
  const changes: Change[] = [];
  for (const name of known.keys()) {
    const entity = model.entities.get(name) as Entity;
    const free = enteredFields(entity).filter(
      (field) => !fate.has(field.name) && !field.unique && field.targets.length === 0,
    );
    for (const record of survey.unseen.get(name) ?? [])
      for (const field of free) changes.push({ entity, record, field });
    for (const record of survey.seen.get(name) ?? [])
      for (const field of free)
        if (survey.oracle.reads(entity, field, record) === 'hidden')
          changes.push({ entity, record, field });
  }
  const change = changes[pick(changes.length)];
  if (!change) return undefined;
  const { entity, record, field } = change;
  if (valueFor(model, field, known, pick) === undefined) return undefined;
  const path = `/api/records/${entity.name}/${record.id}`;
  const values = await inBoth(async ({ world }) => {
    const { version, [field.name]: before } = (await world.admin.get(path)).body;
    // The same value again would be no change, and no new version.
    const others = Array.from({ length: 20 }, () => valueFor(model, field, known, pick));
    const value = others.find(
      (other) =>
        Number.parseFloat(String(other)) !== Number.parseFloat(before) &&
        String(other) !== String(before),
    );
    const { status, text } = await world.admin.patch(path, version, { [field.name]: value });
    if (status !== 200 && status !== 422) throw new Error(text);
    return `${JSON.stringify(value)} (${status})`;
  });
  return `${entity.name}.${field.name} of ${record.id}: ${values.join(' / ')}`;
}
