// Makes the exchange rates of the last months.
import { random } from './chance.ts';
import { date, type Row } from './values.ts';

const RATES = { USD: 7.08, EUR: 8.17, JPY: 0.0462, HKD: 0.911, GBP: 9.36 } as const;

export function makeRates(): Row[] {
  return Object.entries(RATES).flatMap(([currency, rate]) =>
    [-81, -50, -20].map((days) => ({
      currency,
      date: date(days),
      rate: (rate * (0.992 + random() * 0.016)).toFixed(8),
      source: '演示数据',
    })),
  );
}
