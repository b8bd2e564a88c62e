// Typed numbers, phone numbers and coordinates.
import { describe, expect, test } from 'vitest';
import { mapAddress, readPlace } from '../../../runtime/web/widgets/geo-text.ts';
import {
  groupTyped,
  plainNumber,
  readAmount,
  stepNumber,
} from '../../../runtime/web/widgets/number-text.ts';
import { callAddress, showPhone } from '../../../runtime/web/widgets/phone-text.ts';

describe('amounts', () => {
  for (const [text, amount] of [
    ['1.5万', '15000'],
    ['3亿', '300000000'],
    ['2千万', '20000000'],
    ['20k', '20000'],
    ['1.2M', '1200000'],
    ['¥ 1,200万元', '12000000'],
    ['0.0001亿', '10000'],
    ['-.5w', '-5000'],
    ['15', undefined],
    ['万', undefined],
    ['1.5x', undefined],
  ] as const)
    test(`${text} → ${amount}`, () => expect(readAmount(text)).toBe(amount));

  for (const [text, caret, grouped, at] of [
    ['1234', 4, '1,234', 5],
    ['12345', 2, '12,345', 2],
    ['1,2345', 6, '12,345', 6],
    ['1,234567', 3, '1,234,567', 3],
    ['-1234.5', 7, '-1,234.5', 8],
    ['１２３４', 4, '1,234', 5],
    ['1.5万', 4, '1.5万', 4],
    ['', 0, '', 0],
  ] as const)
    test(`${text || 'nothing'} with the caret at ${caret}`, () =>
      expect(groupTyped(text, caret)).toEqual({ text: grouped, caret: at }));

  for (const [text, plain] of [
    ['¥1,234.50', '1234.50'],
    ['CN¥ 12 元', '12'],
    ['12.5%', '12.5'],
    ['(12)', '-12'],
    ['-$5', '-5'],
    ['abc', 'abc'],
  ] as const)
    test(`${text} is ${plain}`, () => expect(plainNumber(text)).toBe(plain));

  test('steps stay within the limits and are exact', () => {
    expect(stepNumber('0.10', 1, { scale: 2 })).toBe('1.10');
    expect(stepNumber('99', 10, { scale: 0, max: '100' })).toBe('100');
    expect(stepNumber('', -1, { scale: 0, min: '0' })).toBe('0');
    expect(stepNumber('12345678901234567.89', 1, { scale: 2 })).toBe('12345678901234568.89');
  });
});

describe('phone numbers', () => {
  for (const [value, shown, call] of [
    ['13800138000', '138 0013 8000', 'tel:13800138000'],
    ['021-58888888', '021-5888 8888', 'tel:02158888888'],
    ['0512-6888888-801', '0512-688 8888 转 801', 'tel:05126888888,801'],
    ['+85223456789', '+852 2345 6789', 'tel:+85223456789'],
    ['+442079460958', '+44 20 7946 0958', 'tel:+442079460958'],
    ['+12125550123', '+1 212 555 0123', 'tel:+12125550123'],
    ['400-820-8820', '400-820-8820', 'tel:4008208820'],
    ['1380', '1380', 'tel:1380'],
  ] as const)
    test(value, () => {
      expect(showPhone(value, 'zh-CN')).toBe(shown);
      expect(callAddress(value)).toBe(call);
    });
});

describe('coordinates', () => {
  const shanghai = { lat: 31.2304, lng: 121.4737 };
  for (const text of [
    '31.2304,121.4737',
    '31.2304， 121.4737',
    '121.4737, 31.2304',
    '(31.2304, 121.4737)',
    '31.2304° N, 121.4737° E',
    'https://www.google.com/maps/@31.2304,121.4737,15z',
    'https://uri.amap.com/marker?position=121.4737,31.2304',
  ])
    test(text, () => expect(readPlace(text)).toEqual(shanghai));

  test('degrees, minutes and seconds', () => {
    expect(readPlace('31°13\'49.44"N 121°28\'25.32"E')).toEqual(shanghai);
    expect(readPlace('33.8688° S, 151.2093° E')).toEqual({ lat: -33.8688, lng: 151.2093 });
  });

  test('anything else is no place', () => {
    for (const text of ['31.2', '200,200', 'x,y', '', 'https://example.com/31.2,121.4'])
      expect(readPlace(text)).toBeNull();
    expect(mapAddress(shanghai, true)).toContain('position=121.4737,31.2304');
  });
});
