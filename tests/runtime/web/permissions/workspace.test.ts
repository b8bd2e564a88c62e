// The roles and policies under edit: rows, changes, resets, new and copied roles, and the files they come to.
import { beforeEach, expect, test } from 'vitest';
import type { Policy, Role } from '../../../../runtime/web/permissions/design-client.ts';
import { Workspace } from '../../../../runtime/web/permissions/workspace.ts';

const label = { 'zh-CN': '销售', en: 'Sales' };
const node = <T>(key: string, path: string, base: T) => ({
  key,
  path,
  pack: 'crm',
  base,
  live: base,
  value: base,
});
const sales: Policy = {
  policy: 'crm_sales',
  label,
  roles: ['sales'],
  entities: { account: { actions: { read: 'own' }, fields: { phone: 'masked' } } },
};
const masks: Policy = {
  policy: 'masks',
  label,
  roles: ['sales'],
  mute: true,
  entities: { contact: { fields: { mobile: 'masked' } } },
};
const role: Role = { role: 'sales', label };

let space: Workspace;
beforeEach(() => {
  space = new Workspace({
    prefix: 'x_',
    people: {},
    transitions: new Map(),
    roles: [node('sales', 'roles/sales.json', role)],
    policies: [
      node('crm_sales', 'policies/crm_sales.json', sales),
      node('masks', 'policies/masks.json', masks),
    ],
  });
});
const rowOf = (entity: string) => {
  const [row] = space.rows('sales', [entity]);
  if (!row) throw new Error('a row is expected');
  return row;
};

test('a change of a policy of a pack is an overlay, its reset no file at all', () => {
  space.setGrant('sales', rowOf('account'), 'read', 'all');
  space.setGrant('sales', rowOf('account'), 'delete', { scope: 'own', rule: { '==': [1, 1] } });
  expect(space.takeFiles()).toEqual({
    'policies/crm_sales.json': {
      policy: 'crm_sales',
      entities: {
        account: { actions: { read: 'all', delete: { scope: 'own', rule: { '==': [1, 1] } } } },
      },
    },
  });
  expect([space.isChanged, space.isRoleChanged('sales'), space.takeFiles()]).toEqual([
    true,
    true,
    {},
  ]);
  space.resetRow('sales', rowOf('account'));
  expect(space.takeFiles()).toEqual({ 'policies/crm_sales.json': null });
  expect(space.isChanged).toBe(false);
});

test('what no pack speaks about comes into a policy of the site, which goes with its last entry', () => {
  expect(rowOf('product').policy).toBeUndefined();
  space.setGrant('sales', rowOf('product'), 'read', 'all');
  space.setField('sales', rowOf('product'), 'price', 'hidden');
  const files = space.takeFiles();
  expect(files['policies/x_sales.json']).toMatchObject({
    policy: 'x_sales',
    roles: ['sales'],
    entities: { product: { actions: { read: 'all' }, fields: { price: 'hidden' } } },
  });
  space.resetRow('sales', rowOf('product'));
  expect(space.takeFiles()).toEqual({ 'policies/x_sales.json': null });
});

test('mutes are told apart from what is given', () => {
  expect(space.mutes('sales').map(({ entity, policy }) => [entity, policy])).toEqual([
    ['contact', 'masks'],
  ]);
  space.setMute('sales', 'account', { fields: { phone: 'hidden' } });
  expect(space.takeFiles()['policies/x_sales_limits.json']).toMatchObject({
    mute: true,
    roles: ['sales'],
  });
  expect(space.mutes('sales')).toHaveLength(2);
});

test('a copied role has the same rights under policies of its own; it may be removed again', () => {
  const key = space.addRole({ label: { 'zh-CN': '新销售', en: 'New sales!' } }, 'sales');
  expect(key).toBe('x_new_sales');
  expect(space.rows(key, ['account'])[0]).toMatchObject({
    policy: key,
    grants: sales.entities.account,
  });
  expect(space.mutes(key)).toHaveLength(1);
  expect(Object.keys(space.takeFiles()).sort()).toEqual([
    'policies/x_new_sales.json',
    'policies/x_new_sales_limits.json',
    'roles/x_new_sales.json',
  ]);
  expect([space.isOwnRole(key), space.isOwnRole('sales')]).toEqual([true, false]);
  space.removeRole('sales');
  space.removeRole(key);
  expect(space.roles.map((each) => each.role)).toEqual(['sales']);
  expect(space.isChanged).toBe(false);
  expect(space.addRole({ label: { 'zh-CN': '巡检', en: '巡检' } })).toBe('x_role');
});
