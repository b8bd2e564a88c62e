// An amount of money: an exact decimal whose currency is fixed, or stands in another field of the record.
import type { Problem } from '../errors.ts';
import { defineFieldType, type Parsed } from './field-type.ts';
import { formatCurrency, formatNumber } from './numbers.ts';
import {
  checkRange,
  exactNumber,
  type Limit,
  limitSchema,
  readDecimal,
  scaleSchema,
} from './read-decimal.ts';

interface Settings {
  scale?: number;
  min?: Limit;
  max?: Limit;
  /** ISO 4217 code. */
  currency?: string;
  /** Field that holds the currency's code. */
  currencyField?: string;
  /** Date field that decides which exchange rate holds. */
  rateDateField?: string;
}

/** Amounts take all the digits a 64-bit integer of units has. */
const MOST_DIGITS = 19;

const CURRENCY_SIGN = /^(?:[A-Z]{3}|[¥￥$€£])\s*|\s*(?:[A-Z]{3}|元)$/g;

function normalise(input: unknown, { scale = 2, min, max }: Settings): Parsed<string> {
  return readDecimal(input, { scale, digits: MOST_DIGITS - scale, min, max });
}

/** Cells may carry a currency sign: "¥1,234.50". */
function parseText(text: string, settings: Settings): Parsed<string> {
  return normalise(text.trim().replace(CURRENCY_SIGN, ''), settings);
}

function checkSettings(settings: Settings): Problem[] {
  if (settings.currency !== undefined && settings.currencyField !== undefined) {
    return [{ code: 'meta.one-of', at: '', params: { names: ['currency', 'currencyField'] } }];
  }
  return checkRange(settings);
}

const fieldName = { type: 'string', maxLength: 48 } as const;

export const money = defineFieldType<Settings, string>({
  name: 'money',
  icon: 'banknote',
  label: { 'zh-CN': '金额', en: 'Money' },
  settings: {
    type: 'object',
    properties: {
      scale: scaleSchema,
      min: limitSchema,
      max: limitSchema,
      currency: { type: 'string', pattern: '^[A-Z]{3}$' },
      currencyField: fieldName,
      rateDateField: fieldName,
    },
    additionalProperties: false,
  },
  checkSettings,
  ...exactNumber,
  widget: 'money',
  groupable: false,
  normalise,
  format: (value, { scale = 2, currency, currencyField }, { locale }) =>
    currencyField === undefined
      ? formatCurrency(value, currency ?? 'CNY', scale, locale)
      : formatNumber(value, scale, locale),
  parseText,
  examples: {
    settings: { currency: 'CNY', min: 0 },
    valid: ['0.00', '286500000.00', '12345678901234567.89', '0.01'],
    loose: [
      [19.99, '19.99'],
      ['1,234.50', '1234.50'],
      ['286500000', '286500000.00'],
    ],
    invalid: ['-0.01', '1.005', '1,5', '1e400', 'CNY', true, '100000000000000000.00', [1]],
    invalidSettings: [
      { currency: 'yuan' },
      { currency: 'CNY', currencyField: 'currency' },
      { min: 2, max: 1 },
    ],
  },
});
