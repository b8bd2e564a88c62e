// Makes the people the company knows at its customers.
import { type Account, companiesOf } from './accounts.ts';
import { chance, int, some, weighted } from './chance.ts';
import { personName } from './names.ts';
import { owned } from './organisation.ts';
import { date, landLine, mobile, moment, type Row, spell } from './values.ts';

const POSTS: readonly (readonly [title: string, division: string, role: string, isKey: boolean])[] =
  [
    ['总经理', '总经办', 'decision_maker', true],
    ['副总经理', '总经办', 'economic_buyer', true],
    ['采购经理', '采购部', 'procurement', true],
    ['采购工程师', '采购部', 'procurement', false],
    ['设备部经理', '设备部', 'technical', true],
    ['设备工程师', '设备部', 'user', false],
    ['生产总监', '生产部', 'influencer', true],
    ['车间主任', '生产部', 'user', false],
    ['工艺工程师', '工艺部', 'technical', false],
    ['信息部经理', '信息部', 'technical', false],
    ['财务经理', '财务部', 'gatekeeper', false],
    ['质量经理', '质量部', 'influencer', false],
  ];

function makeContact(account: Account, index: number, post: (typeof POSTS)[number]): Row {
  const gender = chance(0.68) ? 'male' : 'female';
  const name = personName(gender);
  const [title, division, role, isKey] = post;
  const superior = account.contacts[0];
  const left = chance(0.04);
  return {
    $key: `c${index}`,
    name,
    account: `@${account.key}`,
    division,
    title,
    status: left ? 'left' : 'active',
    left_on: left ? date(-int(10, 300)) : undefined,
    is_key: isKey,
    decision_role: role,
    attitude: weighted({ support: 3, lean_support: 4, neutral: 5, oppose: 1, unknown: 3 }),
    reports_to: superior && chance(0.6) ? `@${superior}` : undefined,
    gender,
    birthday: chance(0.4) ? date(-int(9000, 20000)) : undefined,
    mobile: mobile(),
    phone: chance(0.3) ? landLine(account.city.area) : undefined,
    email: `${spell(name)}${index}@example.com`,
    wechat: chance(0.4) ? `wx_${spell(name)}${int(10, 99)}` : undefined,
    channel: weighted({ phone: 4, wechat: 5, email: 2 }),
    hobbies: chance(0.15)
      ? some(['羽毛球', '跑步', '茶', '摄影', '钓鱼', '篮球', '书法'], int(1, 2))
      : undefined,
    ...owned(account.owner),
    created_at: moment(Math.min(-1, account.created + int(0, 60))),
  };
}

export function makeContacts(accounts: readonly Account[]): Row[] {
  const contacts: Row[] = [];
  for (const account of companiesOf(accounts)) {
    const posts = some(
      POSTS,
      { A: int(3, 5), B: int(2, 4), C: int(1, 3), D: int(1, 2) }[account.level] ?? 1,
    );
    for (const post of posts) {
      const contact = makeContact(account, contacts.length + 1, post);
      contacts.push(contact);
      account.contacts.push(String(contact.$key));
    }
  }
  return contacts;
}
