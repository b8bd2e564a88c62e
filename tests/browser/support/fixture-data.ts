// Records and classification nodes for browser tests, the same at every run.
import type { ClientNode } from '../../../core/model/client.ts';
import { text } from './fixture-model.ts';

export type Stored = Record<string, unknown> & { id: string; version: number };

const CITIES = [
  '重庆',
  '天津',
  '苏州',
  '青岛',
  '厦门',
  '成都',
  '长沙',
  '杭州',
  '深圳',
  '西安',
  '无锡',
  '上海',
  '北京',
  '广州',
];
const WORDS = [
  '博远恒泰',
  '百川卓越',
  '宏图中科',
  '立达汇川',
  '正元宏图',
  '海纳恒泰',
  '启明恒泰',
  '天工飞鸿',
  '海纳凯越',
  '聚力恒泰',
  '云启宏图',
  '瑞景海纳',
  '盛世东方',
];
const TAILS = [
  '仪器仪表有限公司',
  '物流有限公司',
  '信息技术有限公司',
  '电子商务股份有限公司',
  '供应链管理有限公司',
  '环保工程股份有限公司',
  '建筑设计有限公司',
];
const PEOPLE = [
  '王志强',
  '孙晓彤',
  '郑浩然',
  '林婉清',
  '马俊杰',
  '李明哲',
  '陈思远',
  '吴佳怡',
  '赵雨桐',
  '黄文博',
];
const STATUS = ['lead', 'working', 'key', 'won', 'lost'];
const LEVEL = ['A', 'B', 'C', 'D', 'E'];
const INDUSTRY = ['3911', '3912', '3961', '3962', '6510', '6520'];
const REGION = ['310115', '320505', '500103'];
const COUNT = 1280;

/** A row of numbers that looks random and never changes. */
function scramble(index: number, salt: number): number {
  let x = (index * 2_654_435_761 + salt * 97_003) >>> 0;
  x ^= x >>> 13;
  x = Math.imul(x, 1_274_126_177) >>> 0;
  return (x ^ (x >>> 16)) >>> 0;
}
const pick = <T>(list: readonly T[], index: number, salt: number): T =>
  list[scramble(index, salt) % list.length] as T;

function account(index: number): Stored {
  const amount = (scramble(index, 5) % 300_000_000) + 90_000;
  const day = new Date(Date.UTC(2026, 10, 22) + ((scramble(index, 8) % 60) - 20) * 86_400_000);
  return {
    id: `a${index}`,
    version: 1,
    created_at: '2026-10-01T02:00:00.000Z',
    updated_at: '2026-11-20T02:00:00.000Z',
    deleted_at: null,
    name: `${pick(CITIES, index, 1)}${pick(WORDS, index, 2)}${pick(TAILS, index, 3)}`,
    code: `ACC-${String(index).padStart(4, '0')}`,
    kind: 'company',
    status: pick(STATUS, index, 4),
    level: pick(LEVEL, index, 6),
    owner: `u${scramble(index, 7) % PEOPLE.length}`,
    parent: index > 0 && index % 9 === 0 ? 'a0' : null,
    industry: pick(INDUSTRY, index, 9),
    classes: index === 0 ? ['industry:3911', 'product:mes', 'product:service'] : [],
    revenue: `${amount}.00`,
    employees: scramble(index, 10) % 5000,
    phone: '13800138000',
    email: 'info@example.com',
    website: 'https://www.example.com',
    founded: '2008-06-18',
    next_visit: day.toISOString(),
    is_listed: false,
    address: {
      country: 'CN',
      region: pick(REGION, index, 11),
      detail: '世纪大道 1 号',
      postcode: null,
    },
    note: null,
  };
}

export function makeRecords(): Record<string, Stored[]> {
  const base = {
    version: 1,
    created_at: '2026-10-01T02:00:00.000Z',
    updated_at: '2026-10-01T02:00:00.000Z',
    deleted_at: null,
    owner: 'u0',
  };
  return {
    account: Array.from({ length: COUNT }, (_, index) => account(index)),
    contact: ['周总', '刘工', '沈经理'].map((name, index) => ({
      ...base,
      id: `c${index}`,
      name,
      account: 'a0',
      phone: '13900139000',
      email: 'c@example.com',
    })),
    thing: [
      {
        ...account(0),
        id: 't0',
        name: '样本一',
        files: [],
        tags: ['重点'],
        rating: 3,
        secret: '310***********1234',
        lines: [
          { product: '工业机器人', quantity: 2, price: '12000.00' },
          { product: '维保', quantity: 1, price: '800.50' },
        ],
      },
    ],
    account_line: [],
    user: PEOPLE.map((name, index) => ({
      ...base,
      id: `u${index}`,
      name,
      email: `u${index}@example.com`,
    })),
  };
}

type Tree = readonly (readonly [code: string, parent: string | null, zh: string, en: string])[];
export const trees: Record<string, Tree> = {
  industry: [
    ['C', null, '制造业', 'Manufacturing'],
    ['39', 'C', '计算机通信制造', 'Computers'],
    ['3911', '39', '计算机整机', 'Computer makers'],
    ['3912', '39', '零部件', 'Components'],
    ['396', 'C', '智能设备', 'Smart devices'],
    ['3961', '396', '可穿戴设备', 'Wearables'],
    ['3962', '396', '工业机器人', 'Industrial robots'],
    ['I', null, '信息技术', 'Information technology'],
    ['6510', 'I', '软件开发', 'Software'],
    ['6520', 'I', '集成电路设计', 'Chip design'],
  ],
  product: [
    ['software', null, '软件', 'Software'],
    ['mes', 'software', 'MES', 'MES'],
    ['erp', 'software', 'ERP', 'ERP'],
    ['service', null, '服务', 'Services'],
  ],
  region_cn: [
    ['31', null, '上海市', 'Shanghai'],
    ['3101', '31', '市辖区', 'Districts'],
    ['310115', '3101', '浦东新区', 'Pudong'],
    ['32', null, '江苏省', 'Jiangsu'],
    ['3205', '32', '苏州市', 'Suzhou'],
    ['320505', '3205', '虎丘区', 'Huqiu'],
    ['50', null, '重庆市', 'Chongqing'],
    ['5001', '50', '市辖区', 'Districts'],
    ['500103', '5001', '渝中区', 'Yuzhong'],
  ],
};

export function nodesOf(
  tree: Tree,
  keep: (code: string, parent: string | null, label: string) => boolean,
): ClientNode[] {
  const rowOf = (code: string | null) => tree.find((row) => row[0] === code);
  const pathOf = (code: string | null): ClientNode['path'] => {
    const row = rowOf(code);
    return row ? [...pathOf(row[1]), { code: row[0], label: text(row[2], row[3]) }] : [];
  };
  return tree
    .filter(([code, parent, zh, en]) => keep(code, parent, `${zh} ${en}`))
    .map(([code, parent, zh, en]) => ({
      code,
      parent,
      label: text(zh, en),
      level: null,
      children: tree.filter((row) => row[1] === code).length,
      retired: false,
      path: pathOf(parent),
    }));
}
