// Decimals against BigInt, dates against the platform's own calendar.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addUnits,
  dateOfDay,
  dayNumber,
  isDate,
  momentMs,
  momentText,
  startOf,
} from '../../../core/rules/dates.ts';
import {
  calculate,
  compareDecimals,
  decimalOfNumber,
  fromUnits,
  isDecimal,
  roundDecimal,
  toUnits,
} from '../../../core/rules/decimal.ts';
import { momentOfWall, wallClock, weekday } from '../../../core/rules/zones.ts';

describe('decimals', () => {
  const units = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
  const scale = fc.nat(9);

  test('units and text are the same number', () => {
    fc.assert(
      fc.property(units, scale, (value, places) => {
        const text = fromUnits(value, places);
        expect(isDecimal(text)).toBe(true);
        expect(toUnits(text, places)).toBe(value);
      }),
    );
  });

  test('sums, products and order are exact', () => {
    fc.assert(
      fc.property(units, units, scale, (a, b, places) => {
        const [left, right] = [fromUnits(a, places), fromUnits(b, places)];
        expect(calculate('+', left, right, places)).toBe(fromUnits(a + b, places));
        expect(calculate('*', left, String(b % 1000n), places)).toBe(
          fromUnits(a * (b % 1000n), places),
        );
        expect(Math.sign(compareDecimals(left, right))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  test.each([
    ['1.005', 2, '1.01'],
    ['-1.005', 2, '-1.01'],
    ['1.004', 2, '1.00'],
    ['-0.004', 2, '0.00'],
    ['9.99', 1, '10.0'],
    ['5', 3, '5.000'],
    [`${'9'.repeat(39)}`, 0, null],
  ])('round %s to %i', (text, places, gives) => {
    expect(roundDecimal(text, places)).toBe(gives);
  });

  test('doubles that are not faithful decimals are no numbers', () => {
    const cases: [number, string | undefined][] = [
      [19.99, '19.99'],
      [0.1 + 0.2, undefined],
      [1e21, undefined],
      [2 ** 53, undefined],
      [-0, '0'],
      [1e-7, undefined],
      [Number.NaN, undefined],
    ];
    for (const [value, text] of cases) expect(decimalOfNumber(value)).toBe(text);
  });
});

describe('dates', () => {
  const day = fc.integer({ min: -719_162, max: 2_932_896 });
  const utc = (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10);

  test('every day number has its date', () => {
    fc.assert(
      fc.property(day, (days) => {
        const date = dateOfDay(days) ?? '';
        expect(date).toBe(utc(days).slice(-10));
        expect(isDate(date)).toBe(true);
        expect(dayNumber(date)).toBe(days);
        expect(weekday(date)).toBe(new Date(days * 86_400_000).getUTCDay() || 7);
        expect(weekday(startOf(date, 'week') ?? '0001-01-01')).toBe(1);
      }),
    );
  });

  test('moments round-trip and move by minutes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -6e13, max: 2.5e14 }),
        fc.integer({ min: -1e6, max: 1e6 }),
        (ms, minutes) => {
          const text = momentText(ms) ?? '';
          expect(text).toBe(new Date(ms).toISOString());
          expect(momentMs(text)).toBe(ms);
          expect(addUnits(text, minutes, 'minute')).toBe(
            new Date(ms + minutes * 60_000).toISOString(),
          );
        },
      ),
    );
  });

  test.each([
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '0000-01-01',
    '2026-3-01',
    '２026-03-01',
    '2026-03-01 ',
    '-026-03-01',
  ])('%s is no date', (text) => {
    expect(isDate(text)).toBe(false);
  });
});

describe('zones', () => {
  const zones = [
    'Asia/Shanghai',
    'America/New_York',
    'Europe/London',
    'America/Sao_Paulo',
    'Pacific/Apia',
    'Asia/Kathmandu',
  ];

  test('a wall clock leads back to a moment that shows it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1.9e12 }), fc.constantFrom(...zones), (ms, zone) => {
        const wall = wallClock(new Date(ms).toISOString(), zone) ?? '';
        const moment = momentOfWall(wall, zone) ?? '';
        expect(wallClock(moment, zone)).toBe(wall);
      }),
    );
  });

  test.each([
    ['2026-03-08T02:30:00.000Z', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-11-01T01:30:00.000Z', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2018-11-04T00:00:00.000Z', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ])('%s in %s', (wall, zone, moment) => {
    expect(momentOfWall(wall, zone)).toBe(moment);
  });
});
