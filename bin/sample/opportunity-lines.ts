// Chooses the products of a deal, with their quantities and discounts.
import {
  CHEAP_MODELS,
  LARGE_MODELS,
  MIDDLE_MODELS,
  priceOf,
  productRef,
  SERVICE_MODELS,
} from './catalogue.ts';
import { int, some, weighted } from './chance.ts';
import { money, type Row } from './values.ts';

function modelsFor(recordType: string, count: number): string[] {
  if (recordType === 'project')
    return [...some(LARGE_MODELS, 1), ...some([...MIDDLE_MODELS, 'MES-STD', 'EN-SITE'], count - 1)];
  if (recordType === 'renewal') return some(SERVICE_MODELS, Math.min(count, 2));
  return [...some(MIDDLE_MODELS, 1), ...some(CHEAP_MODELS, count - 1)];
}

function quantityOf(price: number, recordType: string): number {
  if (price >= 300000) return 1;
  if (price > 30000) return int(1, 6);
  return recordType === 'renewal' ? int(1, 3) : int(2, 30);
}

/** Products of one opportunity and their total. */
export function makeLines(opportunity: string, recordType: string) {
  let total = 0;
  const lines = modelsFor(recordType, int(1, 4)).map((model): Row => {
    const price = priceOf(model);
    const quantity = quantityOf(price, recordType);
    const discount = weighted({ '0': 4, '3': 2, '5': 4, '8': 2, '10': 2, '15': 1 });
    total += Math.round(quantity * price * (100 - Number(discount))) / 100;
    return {
      opportunity: `@${opportunity}`,
      product: productRef(model),
      quantity: quantity.toFixed(2),
      unit_price: money(price),
      discount: Number(discount).toFixed(2),
    };
  });
  return { lines, total };
}
