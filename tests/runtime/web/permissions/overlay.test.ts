// Overlays of the permission editor: merged over what lies below they give what was wanted, whatever that was.
import { expect, test } from 'vitest';
import { mergeLayers } from '../../../../core/packs/merge.ts';
import type { JsonObject, Pack } from '../../../../core/packs/source.ts';
import { isSame, overlayOf, siteFile } from '../../../../runtime/web/permissions/overlay.ts';

function pack(name: string, json: object): Pack {
  const file = {
    kind: 'policy',
    key: 'p',
    path: 'policies/p.json',
    json: json as JsonObject,
  } as const;
  const title = { 'zh-CN': name, en: name };
  const layer = name === 'site' ? 'site' : 'crm';
  const manifest = { name, version: '1.0.0', engine: 1, layer, title } as const;
  return { manifest, files: [file], texts: new Map(), dataFiles: [] };
}

const base = {
  policy: 'p',
  roles: ['a'],
  entities: {
    account: {
      actions: { read: 'own', update: { scope: 'own', rule: { '==': [{ var: 'x' }, 1] } } },
      fields: { '*': 'read', phone: 'masked' },
    },
    contact: { actions: { read: 'all' } },
  },
};

const account = base.entities.account;
const wanted: [string, object][] = [
  ['nothing', base],
  ['a scope', { ...base, entities: { ...base.entities, contact: { actions: { read: 'own' } } } }],
  [
    'another operator',
    {
      ...base,
      entities: {
        ...base.entities,
        account: {
          ...account,
          actions: {
            read: 'own',
            update: { scope: 'all', rule: { or: [true, { in: ['a', ['b']] }] } },
          },
        },
      },
    },
  ],
  [
    'a rule taken off',
    {
      ...base,
      entities: {
        ...base.entities,
        account: { ...account, actions: { read: 'own', update: 'all' } },
      },
    },
  ],
  [
    'a field taken out',
    {
      ...base,
      entities: { ...base.entities, account: { ...account, fields: { '*': 'read' } } },
    },
  ],
  [
    'an entity more, one less',
    { ...base, entities: { account, deal: { actions: { read: 'all' } } } },
  ],
  ['another list', { ...base, roles: ['a', 'b'], mute: true }],
];

test.each(wanted)('%s', (_what, target) => {
  const overlay = overlayOf(base as JsonObject, target as JsonObject);
  const { metadata, problems } = mergeLayers([pack('crm', base), pack('site', overlay)]);
  expect(problems).toEqual([]);
  expect(isSame(metadata.nodes.get('policy')?.get('p')?.value, target)).toBe(true);
});

test('files: none for what is as below, the whole for what is new, a removal for what goes', () => {
  expect(siteFile('policy', base, { ...base })).toBeNull();
  expect(siteFile('policy', null, base)).toEqual(base);
  expect(siteFile('policy', null, null)).toBeNull();
  expect(siteFile('policy', base, null)).toEqual({ policy: 'p', $remove: true });
  expect(siteFile('policy', base, { ...base, roles: ['b'] })).toEqual({
    policy: 'p',
    roles: ['b'],
  });
});
