// Makes what is known of a customer: company facts, stage with its source, and credit.
import { chance, int, pick, random, some, weighted } from './chance.ts';
import { creditCode } from './credit-code.ts';
import { personName } from './names.ts';
import { address, type City, location } from './places.ts';
import { SOURCES, sourceNote } from './sources.ts';
import type { Trade } from './trades.ts';
import { date, digits, landLine, moment, money, type Row, round, spell } from './values.ts';

const BANKS = '中国工商银行 中国建设银行 中国农业银行 中国银行 招商银行 交通银行'.split(' ');

interface Facts {
  readonly place: City;
  readonly business: Trade;
  readonly style: string;
  readonly level: string;
}

export function companyFacts({ place, business, style, level }: Facts): Row {
  const size = { A: 1200, B: 420, C: 150, D: 45 }[level] ?? 100;
  const employees = Math.max(8, Math.round(size * (0.4 + random() * 1.6)));
  return {
    short_name: place.name + style,
    uscc: creditCode(place.district),
    type: business.type ?? 'direct',
    rating: chance(0.6) ? int(2, 5) : undefined,
    industry: [...business.industry],
    segments: chance(0.35)
      ? [`industry_isic:${business.isic}`, `industry_naics:${business.naics}`]
      : undefined,
    supply_chain_roles: [...business.roles],
    region: place.district,
    address: address(place),
    location: location(place),
    phone: landLine(place.area),
    email: `info@${spell(style)}.example.com`,
    website: `https://www.${spell(style)}.example.com`,
    nature: weighted({ private: 60, state: 12, foreign: 10, joint: 10, individual: 3 }),
    employees,
    annual_revenue: money(round(employees * int(300000, 1200000), 10000)),
    registered_capital: money(pick([1, 2, 5, 10, 20, 30, 50, 100]) * 1000000),
    legal_representative: personName(chance(0.75) ? 'male' : 'female'),
    founded_on: date(-int(1200, 9000)),
    tags: chance(0.5)
      ? some(
          ['重点行业', '老客户', '有扩产计划', '价格敏感', '决策快', '示范客户', '需培育'],
          int(1, 2),
        )
      : undefined,
    remark: chance(0.2)
      ? pick([
          '年度框架客户，按季度对账。',
          '二期厂房明年投产，关注扩产需求。',
          '采购流程较长，需提前准备资质文件。',
          '对交期要求高，备货需提前。',
        ])
      : undefined,
  };
}

/** Stage, source and what follows from them. */
export function standing(stage: string, created: number): Row {
  const source = weighted(SOURCES);
  const churned = Math.min(-5, created + int(120, 500));
  return {
    stage,
    source,
    source_note: sourceNote(source),
    value_tier: {
      potential: undefined,
      following: 'growing',
      won: pick(['growing', 'one_time', 'low_value']),
      key: 'loyal',
      dormant: 'at_risk',
      lost: 'low_value',
    }[stage],
    next_contact_at:
      ['following', 'key', 'won'].includes(stage) && chance(0.8) ? moment(int(-3, 25)) : undefined,
    churn_reason:
      stage === 'lost'
        ? pick(['price', 'competitor', 'service', 'no_demand', 'closed', 'relation'])
        : undefined,
    churned_on: stage === 'lost' ? date(churned) : undefined,
  };
}

export function credit(level: string, name: string, place: City): Row {
  if (!chance(level === 'A' ? 1 : 0.6)) return { invoice_type: 'digital_special' };
  const rating =
    level === 'A' ? pick(['AAA', 'AA']) : weighted({ AAA: 1, AA: 4, A: 6, B: 3, C: 1 });
  const terms =
    rating === 'C'
      ? ['prepaid']
      : rating === 'B'
        ? ['prepaid', 'cash_on_delivery', 'stages_361']
        : ['stages_361', 'net_30', 'net_60'];
  const limit = { AAA: 5000000, AA: 2000000, A: 800000, B: 200000 }[rating];
  return {
    credit_level: rating,
    credit_limit: limit === undefined ? undefined : money(limit),
    payment_terms: pick(terms),
    invoice_type: 'digital_special',
    invoice_title: name,
    bank_name: `${pick(BANKS)}${place.name}分行`,
    bank_account: `6222${digits(15)}`,
  };
}
