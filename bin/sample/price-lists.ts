// Makes the price lists and the prices on them.
import {
  ACTIVE_MODELS,
  CHEAP_MODELS,
  LARGE_MODELS,
  MIDDLE_MODELS,
  priceOf,
  productRef,
} from './catalogue.ts';
import { date, money, type Row, round } from './values.ts';

type PriceList = readonly [
  key: string,
  name: string,
  levels: string,
  factor: number,
  from: number,
  until: number | undefined,
  models: readonly string[],
];
const PRICE_LISTS: readonly PriceList[] = [
  ['standard', '2026 标准价格表', 'A B C D', 1, -324, 41, ACTIVE_MODELS],
  ['key', '2026 战略客户价格表', 'A', 0.9, -324, 41, [...MIDDLE_MODELS, ...LARGE_MODELS]],
  [
    'dealer',
    '2026 经销商价格表',
    'A B C',
    0.82,
    -324,
    undefined,
    [...CHEAP_MODELS, ...MIDDLE_MODELS],
  ],
];
export const priceLists: Row[] = PRICE_LISTS.map(([key, name, levels, , from, until]) => ({
  $key: `pl_${key}`,
  name,
  code: `PL-2026-${key.toUpperCase()}`,
  currency: 'CNY',
  levels: levels.split(' '),
  types: key === 'dealer' ? ['distributor', 'agent', 'integrator'] : undefined,
  valid_from: date(from),
  valid_until: until === undefined ? undefined : date(until),
  active: true,
}));
export const priceListLines: Row[] = PRICE_LISTS.flatMap(([key, , , factor, , , models]) =>
  models.map((model) => ({
    price_list: `@pl_${key}`,
    product: productRef(model),
    price: money(round(priceOf(model) * factor, 1)),
    min_quantity: '1.00',
  })),
);
