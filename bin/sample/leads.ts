// Makes the leads of the story, some of which became deals.
import type { AccountFinder } from './accounts.ts';
import { ACTIVE_MODELS, productRef } from './catalogue.ts';
import { chance, int, pick, some, weighted } from './chance.ts';
import { personName, STYLES_A } from './names.ts';
import { owned, TEAMS } from './organisation.ts';
import { ALL_CITIES } from './places.ts';
import { sourceNote } from './sources.ts';
import { TRADES } from './trades.ts';
import { dayOf, fresh, mobile, moment, money, type Row, spell } from './values.ts';

const DEMANDS = [
  '了解协作机器人上下料方案和价格',
  '两条装配线自动化改造，想要方案与报价',
  '需要视觉检测设备替代人工目检',
  '仓库自动化改造，约 2000 货位',
  '伺服系统年度集采询价',
  '想上制造执行系统，需与现有系统对接',
  '焊接机器人工作站，年底前投产',
  '变频器批量采购，对交期有要求',
];
const STATUSES = { new: 30, contacting: 30, qualified: 14, converted: 14, invalid: 12 } as const;
const LEAD_SOURCES = {
  website: 30,
  search: 20,
  wechat: 12,
  exhibition: 18,
  cold_call: 8,
  campaign: 12,
} as const;
type Status = keyof typeof STATUSES;

/** The deals a lead may have become, with what belongs to them. */
interface Past {
  readonly opportunities: readonly Row[];
  readonly contacts: readonly Row[];
  readonly accountOf: AccountFinder;
}

function makeLead(index: number, past: Past): Row {
  const place = pick(ALL_CITIES);
  const business = pick(TRADES);
  const style = fresh(() => pick(STYLES_A) + pick(STYLES_A));
  const gender = chance(0.7) ? 'male' : 'female';
  const name = personName(gender);
  const status = weighted(STATUSES);
  const source = weighted(LEAD_SOURCES);
  const created = -int(status === 'new' ? 0 : 8, status === 'new' ? 12 : 180);
  const temperature = temperatureOf(status);
  return {
    $key: `l${index}`,
    company: `${place.name}${style}${pick(business.words)}有限公司`,
    name,
    title: pick(['采购经理', '设备部经理', '总经理', '工程师', '生产经理', '项目经理']),
    mobile: mobile(),
    email: chance(0.5) ? `${spell(name)}.${index}@example.com` : undefined,
    status,
    temperature,
    source,
    source_note: sourceNote(source),
    score: { hot: int(75, 96), warm: int(50, 78), cold: int(15, 52) }[temperature],
    industry: business.industry[0],
    region: place.district,
    employees: chance(0.4) ? int(20, 900) : undefined,
    ...interest(status),
    ...owned(status === 'new' && chance(0.4) ? 'marketer' : pick(TEAMS[place.team])),
    created_at: moment(created),
    ...(status === 'converted' ? conversion(past) : {}),
  };
}

function temperatureOf(status: Status): 'hot' | 'warm' | 'cold' {
  return status === 'qualified'
    ? weighted({ hot: 6, warm: 3 })
    : weighted({ hot: 1, warm: 4, cold: 4 });
}

/** What the lead asks for, when, and whether it is still followed. */
function interest(status: Status): Row {
  const isFollowed = status === 'contacting' || status === 'qualified';
  return {
    demand:
      status === 'qualified' || status === 'converted' || chance(0.5) ? pick(DEMANDS) : undefined,
    products: chance(0.5) ? some(ACTIVE_MODELS, int(1, 2)).map(productRef) : undefined,
    budget: chance(0.3) ? money(int(5, 200) * 10000) : undefined,
    horizon: weighted({ one_month: 1, three_months: 4, half_year: 4, one_year: 2, unknown: 3 }),
    next_contact_at: isFollowed ? moment(int(-2, 14)) : undefined,
    invalid_reason:
      status === 'invalid'
        ? pick(['no_demand', 'wrong_number', 'not_decision', 'no_budget', 'competitor'])
        : undefined,
  };
}

/** A lead that became one of the deals: same company, person, place and owner. */
function conversion({ opportunities, contacts, accountOf }: Past): Row {
  const deal = pick(opportunities.filter((one) => one.contact !== undefined));
  const account = accountOf(deal.account);
  const contact = contacts[Number(String(deal.contact).slice(2)) - 1] as Row;
  const converted = dayOf(String(deal.created_at));
  return {
    company: account.row.name,
    name: contact.name,
    title: contact.title,
    mobile: contact.mobile,
    email: contact.email,
    region: account.row.region,
    industry: (account.row.industry as string[])[0],
    employees: account.row.employees,
    converted_account: deal.account,
    converted_contact: deal.contact,
    converted_opportunity: `@${deal.$key}`,
    converted_at: deal.created_at,
    ...owned(account.owner),
    created_at: moment(converted - int(3, 25)),
  };
}

export function makeLeads(past: Past): Row[] {
  return Array.from({ length: 170 }, (_, index) => makeLead(index + 1, past));
}
