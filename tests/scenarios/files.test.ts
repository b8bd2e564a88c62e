// A file is read by whoever may read the field that holds it, of a record he may read; by nobody else but its uploader.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../../runtime/config.ts';
import { type Made, make } from '../support/trade.ts';
import { type Client, databases, startWorld, type World } from '../support/world.ts';

const packs = ['metadata/system', 'tests/support/packs/guarded'].map((path) =>
  join(projectFolder, path),
);
type Person = Client & { readonly id: string };

describe.each(databases)('%s', (database) => {
  let world: World;
  let seller: Person;
  let other: Person;
  let auditor: Person;
  let planner: Person;
  let client: Made;
  let paper: string;
  let logo: string;
  const upload = async (name: string) => {
    const form = new FormData();
    form.set('file', new File([`content of ${name}`], name, { type: 'text/plain' }));
    const made = await world.admin.send('POST', '/api/files', { body: form });
    expect(made.status, made.text).toBe(201);
    return made.body.id as string;
  };
  const read = async (who: Client, id: string) => (await who.get(`/api/files/${id}`)).status;
  beforeAll(async () => {
    world = await startWorld(database, { onlyPacks: packs });
    seller = await world.user(`seller-${database}`, ['user', 'seller']);
    other = await world.user(`other-${database}`, ['user', 'seller']);
    auditor = await world.user(`auditor-${database}`, ['user', 'auditor']);
    planner = await world.user(`planner-${database}`, ['user', 'planner']);
    [paper, logo] = [await upload('合同.txt'), await upload('logo.txt')];
    const given = { name: '有附件的客户', papers: [paper], logo, owner: seller.id };
    client = await make(world.admin, 'client', given);
  });
  afterAll(() => world?.close());

  test('P19 files go with the field and the record that hold them', async () => {
    expect(await Promise.all([read(seller, paper), read(seller, logo)])).toEqual([200, 200]);
    expect(await Promise.all([read(auditor, paper), read(auditor, logo)])).toEqual([200, 200]);
    expect(await Promise.all([read(other, paper), read(other, logo)])).toEqual([404, 404]);
    // Sees the record, but none of its files.
    expect(await Promise.all([read(planner, paper), read(planner, logo)])).toEqual([404, 404]);
    const hidden = await other.get(`/api/files/${paper}`);
    const missing = await other.get('/api/files/00000000-0000-7000-8000-000000000000');
    expect([hidden.status, hidden.text]).toEqual([missing.status, missing.text]);
  });

  test('one adds a file beside those of colleagues, but none one may not read', async () => {
    const form = new FormData();
    form.set('file', new File(['mine'], '补充.txt', { type: 'text/plain' }));
    const mine = (await seller.send('POST', '/api/files', { body: form })).body.id as string;
    const { version } = (await seller.get(client.path)).body;
    const added = await seller.patch(client.path, version, { papers: [paper, mine] });
    expect(added.status, added.text).toBe(200);
    expect(await read(auditor, mine)).toBe(200);
    const foreign = await upload('机密.txt');
    const stolen = await seller.patch(client.path, version + 1, { papers: [paper, mine, foreign] });
    expect(stolen.body.problems[0]).toMatchObject({
      code: 'record.reference-missing',
      at: '/papers',
    });
    const back = await seller.patch(client.path, version + 1, { papers: [paper] });
    expect(back.status, back.text).toBe(200);
  });

  test('names of files are shown with the record', async () => {
    const shown = await seller.get(client.path, { fields: 'papers.$label,logo.$name' });
    expect(shown.body['papers.$label']).toEqual(['合同.txt']);
    expect(shown.body.logo.$name).toBe('logo.txt');
  });

  test('a file that is taken off, and one of a record in the bin, is read no more', async () => {
    const { version } = (await world.admin.get(client.path)).body;
    const cleared = await world.admin.patch(client.path, version, { papers: [] });
    expect(cleared.status, cleared.text).toBe(200);
    expect(await read(seller, paper)).toBe(404);
    expect(await read(seller, logo)).toBe(200);
    await world.admin.delete(client.path, version + 1);
    expect(await read(seller, logo)).toBe(404);
    await world.admin.post(`${client.path}/restore`);
    expect(await read(seller, logo)).toBe(200);
    expect(await read(world.admin, paper)).toBe(200);
  });

  test('a share brings the files along', async () => {
    expect(await read(other, logo)).toBe(404);
    const share = { principal: { kind: 'user', id: other.id }, level: 'read' };
    expect((await seller.post(`${client.path}/shares`, share)).status).toBe(201);
    expect(await read(other, logo)).toBe(200);
  });
});
