// Deals to fill tables with and to send: plausible, varied, and the same on every run.
import type { Values } from './deal.ts';

const CITIES =
  '北京 上海 广州 深圳 杭州 宁波 苏州 无锡 南京 武汉 成都 重庆 西安 长沙 青岛 大连 厦门 福州 济南 合肥'.split(
    ' ',
  );
const WORDS =
  '华信 东方 金龙 天成 恒通 瑞丰 海纳 远大 精工 博瑞 中科 新元 三合 永泰 嘉禾 德胜 万邦 安达 凯盛 宏图 明远 立信 同辉 泰和 鼎新 汇源 国泰 长城 星河 百川'.split(
    ' ',
  );
const TRADES = '轴承 软件 机械 电子 化工 纺织 汽配 食品 物流 建材'.split(' ');
const INDUSTRIES = ['3451', '3911', '6513', '2710', '5810', '1751', '3670', '3011', '4790', '7010'];

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

/** A spread-out number for an index; Knuth's multiplicative hash. */
function spread(index: number): number {
  return Math.imul(index + 1, 2_654_435_761) >>> 0;
}

/** One of 6,000 company names. */
export function companyName(index: number): string {
  const number = spread(index) >>> 8;
  const parts = [
    pick(CITIES, number),
    pick(WORDS, Math.floor(number / 20)),
    pick(TRADES, Math.floor(number / 600)),
  ];
  return `${parts.join('')}有限公司`;
}

function day(index: number): string {
  return new Date(Date.UTC(2024, 0, 1 + (index % 1000))).toISOString().slice(0, 10);
}

/** The values a client sends for the deal of a number. */
export function dealInput(index: number, customer: string): Values {
  const number = spread(index);
  const stage = pick(['open', 'offer', 'won', 'lost'], number >>> 3);
  return {
    name: `${companyName(index)}采购`,
    code: `D${String(index).padStart(8, '0')}`,
    customer,
    amount: `${1000 + (number % 900_000)}.${String(number % 100).padStart(2, '0')}`,
    discount: `${number % 50}.50`,
    quantity: number % 1000,
    weight: `${number % 500}.125`,
    stage,
    source: pick(['web', 'fair', 'call'], number >>> 5),
    close_on: day(number >>> 4),
    signed_on: day(number >>> 6),
    visited_at: `${day(number >>> 7)}T06:30:00.000Z`,
    industry: pick(INDUSTRIES, number >>> 9),
    important: (number & 1) === 1,
    rating: 1 + (number % 5),
    email: `buyer${index}@example.com`,
    phone: `138${String(number % 100_000_000).padStart(8, '0')}`,
    lost_reason: stage === 'lost' ? '价格' : null,
    note: '第一次拜访后客户希望尽快收到报价，并在月底前决定。',
  };
}
