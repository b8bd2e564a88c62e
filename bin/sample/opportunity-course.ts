// Tells the course of a deal: what was asked for, how it is pursued and how it ended.
import { chance, int, pick, some, weighted } from './chance.ts';
import { date, moment, type Row } from './values.ts';

export function content(recordType: string): Row {
  if (recordType === 'renewal') return {};
  const needs = pick([
    '现有产线人工上下料，节拍 18 秒，希望降到 12 秒并减少 6 名操作工。',
    '新厂房投产，需要完整的物流与装配自动化方案。',
    '产品换型频繁，要求 30 分钟内完成换线。',
    '客户要求全流程追溯，需要与现有系统对接。',
    '焊接质量不稳定，返修率 4%，目标降到 1% 以内。',
  ]);
  return recordType === 'project'
    ? {
        needs,
        solution: pick([
          '两段式柔性线，六轴机器人上下料，视觉定位，制造执行系统统一调度。',
          '分三期建设：先单机自动化，再联线，最后上仓储物流。',
          '采用模块化工作站，预留扩展工位，四个月交付。',
        ]),
      }
    : chance(0.6)
      ? { needs }
      : {};
}

interface Ending {
  readonly stage: string;
  readonly recordType: string;
  readonly closedOn: number;
  readonly competitors: readonly Row[];
}

export function closing({ stage, recordType, closedOn, competitors }: Ending): Row {
  if (stage !== 'lost')
    return {
      closed_on: date(closedOn),
      win_reason: some(['product', 'price', 'service', 'relation', 'brand', 'delivery'], int(1, 2)),
      satisfaction: recordType === 'project' && stage === 'satisfied' ? int(3, 5) : undefined,
    };
  const reason = weighted({
    price: 28,
    competitor: 30,
    function: 8,
    delivery: 8,
    cancelled: 14,
    budget: 8,
    relation: 4,
  });
  return {
    closed_on: date(closedOn),
    lost_reason: reason,
    lost_to: reason === 'competitor' ? `@${pick(competitors).$key}` : undefined,
    lost_note: chance(0.4)
      ? pick([
          '方案认可，价格高出对手 12%。',
          '介入太晚，技术标准已定。',
          '客户项目推迟到明年，保持跟踪。',
          '缺少同行业案例，信任不足。',
        ])
      : undefined,
  };
}

export function pursuing(stage: string): Row {
  return {
    forecast: { proposal: 'best_case', negotiation: 'commit' }[stage] ?? 'pipeline',
    next_contact_at: chance(0.8) ? moment(int(-4, 20)) : undefined,
    next_step: pick([
      '安排现场勘查，确认节拍与工件',
      '提交技术方案并约评审会',
      '报价沟通，争取进入短名单',
      '推动样机测试',
      '约客户高层参观示范线',
      '跟进合同条款',
    ]),
  };
}
