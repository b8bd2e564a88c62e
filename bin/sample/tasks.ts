// Makes the tasks the people of the company have or had to do.
import { chance, int, pick, weighted } from './chance.ts';
import { owned } from './organisation.ts';
import type { Subjects } from './subjects.ts';
import { date, moment, type Row } from './values.ts';

const TASKS: Readonly<Record<string, readonly string[]>> = {
  call: ['电话确认评审结果', '回访设备运行情况', '跟进付款进度', '确认拜访时间'],
  visit: ['现场勘查', '拜访采购经理', '拜访总经理并介绍整线方案'],
  quote: ['准备正式报价', '更新报价（第二轮）', '核算成本与折扣'],
  demo: ['演示制造执行系统', '样机测试', '参观示范线'],
  payment: ['催收到期货款', '对账并开票'],
  care: ['节日问候', '客户生日关怀'],
  internal: ['组织方案内部评审', '提交折扣申请', '更新客户档案'],
};
const KINDS = {
  call: 30,
  visit: 18,
  quote: 16,
  demo: 8,
  payment: 10,
  care: 6,
  internal: 12,
} as const;

/** What one task is about: a deal, a lead or a customer. */
function chooseSubject({ accounts, opportunities, leads, accountOf }: Subjects) {
  const deal = chance(0.45) ? pick(opportunities) : undefined;
  const account = deal ? accountOf(deal.account) : pick(accounts);
  const { short, owner } = account;
  if (deal) return { related: { entity: 'opportunity', id: `@${deal.$key}` }, short, owner };
  if (!chance(0.15)) return { related: { entity: 'account', id: `@${account.key}` }, short, owner };
  const lead = pick(leads);
  return {
    related: { entity: 'lead', id: `@${lead.$key}` },
    short: String(lead.company).slice(0, 6),
    owner: String(lead.owner).slice(1),
  };
}

function statusOf(due: number): string {
  if (due < -6) return weighted({ done: 20, cancelled: 1, todo: 2 });
  if (due < 0) return weighted({ done: 6, todo: 3, doing: 2 });
  return weighted({ todo: 7, doing: 3, done: 1 });
}

function makeTask(index: number, subjects: Subjects): Row {
  const kind = weighted(KINDS);
  const { related, short, owner } = chooseSubject(subjects);
  const due = int(-60, 30);
  const status = statusOf(due);
  const created = Math.min(due - int(1, 14), 0);
  return {
    $key: `t${index}`,
    subject: `${short}：${pick(TASKS[kind] ?? ['跟进'])}`,
    kind,
    status,
    priority: weighted({ urgent: 1, high: 3, normal: 8, low: 2 }),
    due_on: date(due),
    assignee: `@${owner}`,
    related,
    reminder: weighted({ none: 4, one_day: 4, same_day: 2 }),
    repeat: 'none',
    ...outcome(status, due),
    ...owned(owner),
    created_at: moment(Math.min(created, -1)),
  };
}

function outcome(status: string, due: number): Row {
  return {
    completed_at: status === 'done' ? moment(Math.min(-1, due - int(0, 2))) : undefined,
    result:
      status === 'done'
        ? pick([
            '已完成，客户确认。',
            '已沟通，等客户内部结论。',
            '资料已发送，约定下周复盘。',
            '按计划完成，详见跟进记录。',
          ])
        : undefined,
    cancel_reason:
      status === 'cancelled' ? pick(['客户另行安排', '项目推迟', '重复任务']) : undefined,
  };
}

export function makeTasks(subjects: Subjects): Row[] {
  return Array.from({ length: 240 }, (_, index) => makeTask(index + 1, subjects));
}
