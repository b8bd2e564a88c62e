// Pages under scopes of owners and departments hold exactly the records a slow look at each of them gives, in the same
// order, whatever way the rows are found and whatever was believed about the size of a scope.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../../runtime/config.ts';
import { packFolder, text } from '../support/pack-files.ts';
import { listAll, make } from '../support/trade.ts';
import { type Client, databases, startWorld, type World } from '../support/world.ts';

interface Ticket {
  readonly id: string;
  readonly title: string;
  readonly rank: number | null;
  readonly size: number | null;
  readonly stage: string | null;
  readonly owner: string | null;
  readonly department: string | null;
}
type Person = Client & { readonly id: string };
type Where = (ticket: Ticket) => boolean;

const RECORDS = 180;
/** More than one statement joins. */
const CROWD = 70;
const SCOPES = {
  mine: ['own'],
  team: ['own_and_subordinates'],
  desk: ['department'],
  branch: ['department_tree'],
  both: ['own', 'department'],
  wide: ['own_and_subordinates', 'department_tree'],
  open: [{ scope: 'department', rule: { '==': [{ var: 'stage' }, 'open'] } }],
};
const SORTS = ['rank', '-rank', '-size', 'size', 'title', 'rank,-title', '-stage,size', ''];
const FILTERS = [undefined, { '==': [{ var: 'stage' }, 'open'] }, { '>': [{ var: 'rank' }, 3] }];

const field = (type: string, more: object = {}) => ({ type, label: text(type), ...more });

function scopePack() {
  const files: Record<string, unknown> = {
    'entities/ticket/entity.json': {
      entity: 'ticket',
      label: text('Ticket'),
      nameField: 'title',
      features: { owner: true },
      fields: {
        title: field('text', { required: true }),
        rank: field('integer'),
        size: field('integer', { index: true }),
        stage: field('text'),
      },
      indexes: { by_stage: { fields: ['owner', 'stage', 'size'] } },
    },
    'entities/ticket/views/ranked.json': {
      view: 'ranked',
      label: text('Ranked'),
      kind: 'table',
      columns: { title: {} },
      sort: '-rank',
    },
  };
  for (const [role, scopes] of Object.entries(SCOPES)) {
    files[`roles/${role}.json`] = { role, label: text(role) };
    for (const [index, read] of scopes.entries()) {
      const policy = `${role}_${index}`;
      const entities = { ticket: { actions: { read } } };
      files[`policies/${policy}.json`] = { policy, label: text(policy), roles: [role], entities };
    }
  }
  return packFolder('scopes', files);
}

/** Numbers that look random and are the same in every run. */
function* numbers(): Generator<number> {
  for (let state = 12345; ; ) {
    state = (state * 1103515245 + 12345) % 2147483648;
    yield Math.floor(state / 65536);
  }
}

const pick = <T>(from: readonly T[], by: number) => from[by % from.length] as T;

function compare(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}

describe.each(databases)('%s', (database) => {
  const pack = scopePack();
  let world: World;
  let admin: Client;
  let tickets: Ticket[];
  const people: Record<string, Person> = {};
  const sees: Record<string, Where> = {};

  const reload = async () => {
    const fields = 'title,rank,size,stage,owner,department';
    const all = await listAll(admin, 'ticket', { fields });
    // Without a sort the newest come first: the order they were made in.
    tickets = (all as unknown as Ticket[]).reverse();
  };
  const expected = (where: Where, sort: string) => {
    const parts = sort.split(',').filter(Boolean);
    const keys = parts.map((part) => [part.replace('-', ''), part.startsWith('-') ? -1 : 1]);
    const isDown = parts.length === 0 || sort.startsWith('-');
    const rows = tickets.map((ticket, at) => ({ ticket, at })).filter((row) => where(row.ticket));
    rows.sort((a, b) => {
      for (const [name, sign] of keys as [keyof Ticket, number][]) {
        const difference = compare(a.ticket[name], b.ticket[name]);
        if (difference !== 0) return difference * sign;
      }
      return isDown ? b.at - a.at : a.at - b.at;
    });
    return rows.map((row) => row.ticket.id);
  };
  const check = async (role: string, sort: string, filter: object | undefined, limit: number) => {
    const query: Record<string, string> = { fields: 'title', limit: String(limit) };
    if (sort) query.sort = sort;
    if (filter) query.filter = JSON.stringify(filter);
    const found = await listAll(people[role] as Person, 'ticket', query);
    const fits: Where = !filter
      ? () => true
      : '>' in filter
        ? ({ rank }) => (rank ?? 0) > 3
        : ({ stage }) => stage === 'open';
    const sight = sees[role] as Where;
    const wanted = expected((ticket) => sight(ticket) && fits(ticket), sort);
    const what = `${role} ${sort} ${JSON.stringify(filter)} ${limit}`;
    expect(
      found.map(({ id }) => id),
      what,
    ).toEqual(wanted);
    return wanted.length;
  };

  beforeAll(async () => {
    world = await startWorld(database, {
      onlyPacks: [join(projectFolder, 'metadata', 'system'), pack.folder],
    });
    admin = world.admin;
    const names = ['root', 'left', 'right', 'leaf', 'far'];
    const parents: Record<string, string> = { left: 'root', right: 'root', leaf: 'left' };
    const departments: Record<string, string> = {};
    for (const name of names) {
      const parent = departments[parents[name] ?? ''] ?? null;
      departments[name] = (await make(admin, 'department', { name, parent })).id;
    }
    for (const role of Object.keys(SCOPES)) people[role] = await world.user(role, ['user', role]);
    const crowd = Array.from({ length: CROWD }, (_, index) => ({
      name: `crowd${index}`,
      email: `crowd${index}@example.com`,
      manager: people.wide?.id,
    }));
    const made = await admin.post('/api/records/user/bulk', { create: crowd });
    expect(made.status, made.text).toBe(200);
    const below = await listAll(admin, 'user', {
      filter: JSON.stringify({ '==': [{ var: 'manager' }, people.wide?.id] }),
    });
    const change = async (id: string | undefined, body: object) => {
      const before = await admin.get(`/api/records/user/${id}`);
      const answer = await admin.patch(`/api/records/user/${id}`, before.body.version, body);
      expect(answer.status, answer.text).toBe(200);
    };
    for (const role of ['desk', 'both', 'open'])
      await change(people[role]?.id, { department: departments.left });
    for (const role of ['branch', 'wide'])
      await change(people[role]?.id, { department: departments.left });
    await change(people.mine?.id, { manager: people.team?.id });
    await change(people.both?.id, { manager: people.mine?.id });
    const random = numbers();
    const next = () => random.next().value as number;
    const owners = [...Object.values(people).map(({ id }) => id), below[0]?.id, below[69]?.id];
    const create = Array.from({ length: RECORDS }, (_, index) => ({
      title: `T${10 + (next() % 40)}`,
      rank: next() % 5 === 0 ? null : next() % 9,
      size: next() % 7 === 0 ? null : next() % 50,
      stage: pick(['open', 'shut', null], next()),
      owner: pick(owners, next()),
      department: index % 11 === 0 ? null : departments[pick(names, next())],
    }));
    const answer = await admin.post('/api/records/ticket/bulk', { create });
    expect(answer.status, answer.text).toBe(200);
    await reload();
    for (const { id } of tickets.filter((_, index) => index % 17 === 0))
      await admin.delete(`/api/records/ticket/${id}`, 1);
    await reload();
    const ids = (role: string) => people[role]?.id ?? '';
    const crowdIds = new Set(below.map(({ id }) => id));
    const tree = new Set([departments.left, departments.leaf]);
    const isIn =
      (wanted: string | undefined): Where =>
      (ticket) =>
        ticket.department === wanted;
    const isInTree: Where = ({ department }) => tree.has(department ?? '');
    sees.mine = ({ owner }) => owner === ids('mine');
    sees.team = ({ owner }) => [ids('team'), ids('mine'), ids('both')].includes(owner ?? '');
    sees.desk = isIn(departments.left);
    sees.branch = isInTree;
    sees.both = (ticket) => ticket.owner === ids('both') || isIn(departments.left)(ticket);
    sees.wide = (ticket) =>
      ticket.owner === ids('wide') || crowdIds.has(ticket.owner ?? '') || isInTree(ticket);
    sees.open = (ticket) => isIn(departments.left)(ticket) && ticket.stage === 'open';
  });
  afterAll(async () => {
    await world?.close();
    pack.remove();
  });

  test.each(Object.keys(SCOPES))(
    "pages under '%s' are those of a look at every record",
    async (role) => {
      let most = 0;
      for (const sort of SORTS)
        for (const filter of FILTERS) most = Math.max(most, await check(role, sort, filter, 7));
      expect(most).toBeGreaterThan(7);
    },
  );

  test.each(Object.keys(SCOPES))("a jump under '%s' lands where its pages do", async (role) => {
    const client = people[role] as Person;
    for (const sort of SORTS) {
      const query = { fields: 'title', ...(sort ? { sort } : {}) };
      const all = (await listAll(client, 'ticket', query)).map(({ id }) => id);
      for (const skip of [0, 1, 5, all.length - 3, all.length, all.length + 9]) {
        const jump = { ...query, limit: '4', skip: String(Math.max(0, skip)) };
        const { body } = await client.get('/api/records/ticket', jump);
        const ids = body.items.map(({ id }: { id: string }) => id);
        expect(ids, `${role} ${sort} ${skip}`).toEqual(all.slice(Math.max(0, skip)).slice(0, 4));
        if (!body.nextCursor) continue;
        const next = { ...query, limit: '4', cursor: body.nextCursor };
        const after = await client.get('/api/records/ticket', next);
        const wanted = all.slice(Math.max(0, skip) + 4).slice(0, 4);
        expect(after.body.items.map(({ id }: { id: string }) => id)).toEqual(wanted);
        const both = await client.get('/api/records/ticket', { ...next, skip: '1' });
        expect([both.status, both.body.code]).toEqual([400, 'request.bad-parameter']);
      }
    }
    for (const skip of ['-1', '1e3', '10000001', 'x'])
      expect((await client.get('/api/records/ticket', { skip })).status, skip).toBe(400);
  });

  test('pages stay right when a scope has grown since it was weighed', async () => {
    await check('mine', '-size', undefined, 7);
    const others = tickets.filter(({ owner }) => owner !== people.mine?.id);
    for (const { id } of others.slice(0, 120)) {
      const before = await admin.get(`/api/records/ticket/${id}`);
      const version = before.body.version as number;
      const answer = await admin.patch(`/api/records/ticket/${id}`, version, {
        owner: people.mine?.id,
      });
      expect(answer.status, answer.text).toBe(200);
    }
    await reload();
    for (const sort of ['-size', 'size', 'rank'])
      expect(await check('mine', sort, undefined, 7)).toBeGreaterThan(100);
    world.setNow('2026-11-22T02:05:00.000Z');
    for (const sort of ['-size', 'size', 'rank']) await check('mine', sort, undefined, 20);
    await check('team', '-size', undefined, 50);
  });

  test('a department that moves takes its records out of the branch at once', async () => {
    const found = await admin.get('/api/records/department', {
      filter: JSON.stringify({ '==': [{ var: 'name' }, 'leaf'] }),
    });
    const [leaf] = found.body.items;
    const before = await check('branch', 'rank', undefined, 50);
    const moved = await admin.patch(`/api/records/department/${leaf.id}`, leaf.version, {
      parent: null,
    });
    expect(moved.status, moved.text).toBe(200);
    sees.branch = sees.desk as Where;
    expect(await check('branch', 'rank', undefined, 50)).toBeLessThan(before);
  });
});
