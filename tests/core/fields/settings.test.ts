// What depends on settings beyond the examples: multiple values, precisions, patterns, numbers, labels and masks.
import { describe, expect, test } from 'vitest';
import type { FormatOptions } from '../../../core/fields/field-type.ts';
import { isIdCard } from '../../../core/fields/id-card.ts';
import { maskText } from '../../../core/fields/masked-text.ts';
import {
  numberPeriod,
  parseNumberPattern,
  renderNumber,
} from '../../../core/fields/number-pattern.ts';
import { patternFault } from '../../../core/fields/pattern.ts';
import { fieldType, fieldTypes } from '../../../core/fields/registry.ts';

const context: FormatOptions = {
  locale: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  lookups: {
    option: (_picklist, value) => ({ hot: '热', warm: '温', same1: '同', same2: '同' })[value],
    options: () => ['hot', 'warm', 'same1', 'same2'],
    node: (_classification, code) => `制造业 / ${code}`,
    record: (entity, id) => (id === 'u1' ? `${entity}:张三` : undefined),
  },
};
const english: FormatOptions = { ...context, locale: 'en' };

describe('display', () => {
  const {
    money,
    decimal,
    percent,
    boolean,
    date,
    datetime,
    period,
    duration,
    user,
    integer,
    address,
  } = fieldTypes;

  test('both languages', () => {
    expect(money.format('286500000.00', { currency: 'CNY' }, context)).toBe('¥286,500,000.00');
    expect(money.format('12345678901234567.89', { currency: 'USD' }, english)).toBe(
      '$12,345,678,901,234,567.89',
    );
    expect(money.format('1.50', { currencyField: 'currency' }, english)).toBe('1.50');
    expect(decimal.format('1234.50', { scale: 2, unit: 'kg' }, english)).toBe('1,234.50 kg');
    expect(integer.format('9007199254740993', {}, english)).toBe('9,007,199,254,740,993');
    expect(percent.format('12.50', {}, context)).toBe('12.50%');
    expect([boolean.format(true, {}, context), boolean.format(false, {}, english)]).toEqual([
      '是',
      'No',
    ]);
    expect([
      date.format('2026-03-01', {}, context),
      date.format('2026-03-01', {}, english),
    ]).toEqual(['2026年3月1日', '1 Mar 2026']);
    expect(datetime.format('2026-03-01T06:30:00.000Z', {}, context)).toBe('2026年3月1日 14:30');
    expect(period.format('2026-Q1', { precision: 'quarter' }, context)).toBe('2026年第1季度');
    expect(period.format('2026-03', {}, english)).toBe('Mar 2026');
    expect([duration.format(90, {}, context), duration.format(90, {}, english)]).toEqual([
      '1小时30分钟',
      '1 h 30 min',
    ]);
    expect(user.format('u1', {}, context)).toBe('user:张三');
    expect(
      address.format(
        { country: 'CN', region: '310115', detail: '世纪大道1号', postcode: null },
        {},
        context,
      ),
    ).toBe('制造业310115世纪大道1号');
  });

  test('cells are read in the reader’s zone', () => {
    expect(datetime.toText('2026-03-01T06:30:00.000Z', {}, context)).toBe('2026-03-01 14:30');
    expect(datetime.parseText('2026/3/1 14:30', {}, context)).toEqual({
      value: '2026-03-01T06:30:00.000Z',
    });
    expect(datetime.parseText('2026-03-01', {}, context)).toEqual({
      value: '2026-02-28T16:00:00.000Z',
    });
    const newYork = { ...context, timeZone: 'America/New_York' };
    for (const moment of ['2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z']) {
      const cell = datetime.toText(moment, {}, newYork);
      expect(datetime.parseText(cell, {}, newYork)).toEqual({ value: moment });
    }
    expect(duration.parseText('1小时30分钟', {}, context)).toEqual({ value: 90 });
    expect(money.parseText('¥1,234.50', {}, context)).toEqual({ value: '1234.50' });
    expect(percent.parseText('12.5%', {}, context)).toEqual({ value: '12.50' });
    expect(boolean.parseText('是', {}, english)).toEqual({ value: true });
  });
});

describe('picklist', () => {
  const { picklist } = fieldTypes;
  const many = { picklist: 'heat', multiple: true };

  test('several options', () => {
    expect(picklist.storage(many)).toEqual({ kind: 'list' });
    expect(picklist.ruleType(many)).toEqual({ kind: 'text', list: true });
    expect(picklist.normalise('hot', many)).toEqual({ value: ['hot'] });
    expect(picklist.normalise([], many)).toEqual({ value: null });
    expect(picklist.normalise(['hot', 'hot'], many)).toMatchObject({
      problem: { code: 'value.repeated' },
    });
  });

  test('cells carry labels unless two options share one', () => {
    expect(picklist.toText(['hot', 'same1'], many, context)).toBe('热; same1');
    expect(picklist.parseText('热; same1', many, context)).toEqual({ value: ['hot', 'same1'] });
    expect(picklist.format(['hot', 'warm'], many, context)).toBe('热、温');
  });
});

describe('classification and reference', () => {
  const { classification, reference, department } = fieldTypes;

  test('one dimension', () => {
    const one = { classification: 'industry' };
    expect(classification.normalise('3911', one)).toEqual({ value: '3911' });
    expect(classification.normalise('2011/3911', one)).toEqual({ value: '2011/3911' });
    expect(classification.normalise('industry:3911', one)).toMatchObject({
      problem: { code: 'value.node' },
    });
    expect(classification.storage(one).kind).toBe('columns');
  });

  test('several entities have an id and an entity column with parts', () => {
    const settings = { entities: ['account', 'contact'] };
    expect(reference.storage(settings)).toMatchObject({
      columns: [{ kind: 'text' }, { suffix: 'entity' }],
    });
    expect(Object.keys(reference.parts?.(settings) ?? {})).toEqual(['id', 'entity']);
    expect(reference.storage({ entity: 'account' })).toMatchObject({ columns: [{ kind: 'text' }] });
    expect(department.ruleType({}).classifications).toEqual(['department']);
  });
});

describe('numbers of records', () => {
  test('patterns', () => {
    const pieces = parseNumberPattern('ACC-{yyyy}{MM}-{seq:4}') ?? [];
    expect(renderNumber(pieces, '2026-11-22', 1)).toBe('ACC-202611-0001');
    expect(renderNumber(pieces, '2026-11-22', 12345)).toBe('ACC-202611-12345');
    for (const bad of [
      '',
      'ACC',
      '{seq:4}{seq:4}',
      '{seq}',
      '{seq:10}',
      '{yyy}-{seq:4}',
      'a}{seq:4}',
    ]) {
      expect(parseNumberPattern(bad), bad).toBeUndefined();
    }
    expect(
      ['never', 'year', 'month', 'day'].map((reset) =>
        numberPeriod(reset as 'never', '2026-11-22'),
      ),
    ).toEqual(['', '2026', '2026-11', '2026-11-22']);
  });
});

test('masks keep the ends', () => {
  expect(maskText('13800138000', {})).toBe('138****8000');
  expect(maskText('138', {})).toBe('****');
  expect(maskText('𠮷𠮷𠮷', { keepStart: 1, keepEnd: 1 })).toBe('𠮷****𠮷');
});

test('identity numbers', () => {
  expect(isIdCard('11010519491231002X')).toBe(true);
  expect(isIdCard('110105194912310021')).toBe(false);
  expect(isIdCard('110105194902300029')).toBe(false);
  expect(fieldType('text')?.normalise('11010519491231002x', { format: 'id_card' })).toEqual({
    value: '11010519491231002X',
  });
  expect(
    fieldType('text')?.normalise('6222 0202 0011 2233 445', { format: 'bank_account' }),
  ).toEqual({ value: '6222020200112233445' });
});

test('patterns that could run for seconds are refused', () => {
  for (const bad of ['(a+)+', '(x+x+)+y|z', '(a|b*)*', '((a)*)*', '(?:a{1,})+', '(', '(a)\\1'])
    expect(patternFault(bad), bad).toBeDefined();
  for (const good of ['^[A-Z]{2}\\d{4}$', '^(?:CN|US)-\\d+$', '^(ab)+$', '[(+)*]+', '\\(a+\\)+'])
    expect(patternFault(good), good).toBeUndefined();
});

test('names that objects inherit are no types', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'mony'])
    expect(fieldType(name)).toBeUndefined();
});

test('computed types', () => {
  const { formula, rollup, snapshot } = fieldTypes;
  expect(formula.ruleType({ formula: 1, returns: 'decimal', scale: 4 })).toEqual({
    kind: 'decimal',
    scale: 4,
  });
  expect(rollup.storage({ collection: 'deals', op: 'count' })).toMatchObject({
    columns: [{ kind: 'integer' }],
  });
  expect(
    rollup.ruleType({ collection: 'deals', op: 'max', field: 'day', returns: 'date' }),
  ).toEqual({ kind: 'date' });
  const of = { type: 'address' };
  expect(Object.keys(snapshot.parts?.({ from: 'a.b', of }) ?? {})).toContain('region');
});
