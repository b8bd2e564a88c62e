// Makes the deals of the story, open and closed, with the products in them.
import { type Account, companiesOf } from './accounts.ts';
import { chance, int, pick, random, some, weighted } from './chance.ts';
import { closing, content, pursuing } from './opportunity-course.ts';
import { makeLines } from './opportunity-lines.ts';
import { owned } from './organisation.ts';
import { date, moment, money, type Row, round } from './values.ts';

const OPEN_STAGES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  standard: { initial: 20, needs: 25, proposal: 30, negotiation: 25 },
  project: { initial: 10, visit: 15, trust: 15, needs: 20, solution: 20, proposal: 20 },
  renewal: { initial: 30, proposal: 40, negotiation: 30 },
};
const PROBABILITY: Readonly<Record<string, number>> = {
  initial: 10,
  visit: 20,
  trust: 30,
  needs: 40,
  solution: 50,
  proposal: 60,
  negotiation: 80,
  won: 100,
  satisfied: 100,
  lost: 0,
};
const SUBJECTS: Readonly<Record<string, readonly string[]>> = {
  standard: [
    '伺服系统采购',
    '上下料机器人',
    '视觉检测项目',
    '搬运机器人采购',
    '备件集采',
    '控制系统升级',
    '协作机器人试点',
  ],
  project: [
    '二期产线自动化',
    '智能工厂规划',
    '焊接车间改造',
    '立体仓库建设',
    '柔性装配线',
    '数字化车间一期',
  ],
  renewal: ['2026 年度维保', '2027 年度维保', '维保续约', '培训服务包'],
};
const WIN_SHARE: Readonly<Record<string, number>> = {
  potential: 0,
  following: 0,
  won: 0.6,
  key: 0.75,
  dormant: 0.4,
  lost: 0.2,
};

/** The stage a deal of this age has reached with this customer, and whether that ended it. */
function reach(account: Account, recordType: string, created: number, isCertain: boolean) {
  const age = -created;
  const isOver =
    ['dormant', 'lost'].includes(account.stage) ||
    chance(age > 240 ? 0.85 : age > 120 ? 0.35 : 0.08);
  const isClosed = isCertain || isOver;
  const isWon = isCertain || (isClosed && chance(WIN_SHARE[account.stage] ?? 0));
  if (!isClosed) return { isClosed, stage: weighted(OPEN_STAGES[recordType] ?? { initial: 1 }) };
  if (!isWon) return { isClosed, stage: 'lost' };
  return { isClosed, stage: recordType === 'project' && chance(0.5) ? 'satisfied' : 'won' };
}

interface Deal {
  readonly key: string;
  readonly account: Account;
  readonly competitors: readonly Row[];
  /** Whether the deal is won whatever chance says. */
  readonly isCertain: boolean;
}

function makeOpportunity({ key, account, competitors, isCertain }: Deal) {
  const recordType = weighted({ standard: 62, project: 24, renewal: 14 });
  const isProspect = account.stage === 'following' || account.stage === 'potential';
  const created = Math.max(account.created, -int(3, isProspect ? 260 : 620));
  const { stage, isClosed } = reach(account, recordType, created, isCertain);
  const { lines, total } = makeLines(key, recordType);
  const closedOn = Math.min(-1, created + int(20, 150));
  const row: Row = {
    $key: key,
    record_type: recordType,
    name: `${account.short}-${pick(SUBJECTS[recordType] ?? ['采购'])}`,
    account: `@${account.key}`,
    contact: account.contacts.length > 0 ? `@${pick(account.contacts)}` : undefined,
    stage,
    amount: money(total),
    probability: String(PROBABILITY[stage] ?? 10),
    expected_close_on: isClosed
      ? date(Math.max(created + 1, closedOn + int(-20, 20)))
      : date(int(-12, 120)),
    kind: recordType === 'renewal' ? 'renewal' : weighted({ new: 5, expansion: 3, replacement: 2 }),
    source: account.row.source,
    price_list: account.level === 'A' ? '@pl_key' : '@pl_standard',
    budget: chance(0.4) ? money(round(total * (0.95 + random() * 0.3), 1000)) : undefined,
    ...(isClosed ? closing({ stage, recordType, closedOn, competitors }) : pursuing(stage)),
    ...content(recordType),
    competitors:
      chance(0.55) || stage === 'lost'
        ? some(competitors, int(1, 2)).map((rival) => `@${rival.$key}`)
        : undefined,
    team: recordType === 'project' ? ['@product_manager', '@service_rep'] : undefined,
    ...owned(account.owner),
    created_at: moment(created),
  };
  return { row, lines };
}

/** Every customer has bought once; the other deals fall where work goes on. */
export function makeOpportunities(accounts: readonly Account[], competitors: readonly Row[]) {
  const opportunities: Row[] = [];
  const opportunityLines: Row[] = [];
  const add = (account: Account, isCertain: boolean) => {
    const key = `o${opportunities.length + 1}`;
    const { row, lines } = makeOpportunity({ key, account, competitors, isCertain });
    opportunities.push(row);
    opportunityLines.push(...lines);
  };
  const companies = companiesOf(accounts);
  const customers = companies.filter(({ stage }) => ['won', 'key', 'dormant'].includes(stage));
  for (const account of customers) add(account, true);
  const others = companies.filter(({ stage }) => stage !== 'potential');
  const prospects = companies.filter(({ stage }) => stage === 'potential' || stage === 'following');
  while (opportunities.length < 460) add(pick(chance(0.45) ? prospects : others), false);
  return { opportunities, opportunityLines };
}
