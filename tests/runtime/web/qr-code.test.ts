// QR codes are read back: format, masks, blocks and error correction must all be what the standard says.
import { expect, test } from 'vitest';
import { qrModules } from '../../../runtime/web/account/qr-code.ts';
import { remainder } from '../../../runtime/web/account/reed-solomon.ts';

type Modules = readonly (readonly boolean[])[];
const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** The mask the format bits name; throws when they are no code word of level M. */
function maskOf(modules: Modules): number {
  const at = (x: number, y: number) => (modules[y]?.[x] ? 1 : 0);
  let bits = 0;
  const places = [0, 1, 2, 3, 4, 5, 7, 8].map((y) => at(8, y));
  places.push(...[7, 5, 4, 3, 2, 1, 0].map((x) => at(x, 8)));
  for (const [index, bit] of places.entries()) bits |= bit << index;
  const format = bits ^ 0x5412;
  let rest = format;
  for (let i = 14; i >= 10; i--) if ((rest >> i) & 1) rest ^= 0x537 << (i - 10);
  expect(rest).toBe(0);
  expect(format >> 13).toBe(0);
  return (format >> 10) & 7;
}

/** Reads a code of version 1, which is one block without alignment. */
function readVersion1(modules: Modules): string {
  const mask = MASKS[maskOf(modules)] ?? (() => false);
  const isFixed = (x: number, y: number) =>
    x === 6 || y === 6 || (x < 9 && y < 9) || (x > 12 && y < 9) || (x < 9 && y > 12);
  const bits: number[] = [];
  for (let right = 20; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < 21; step++) {
      const y = ((right + 1) & 2) === 0 ? 20 - step : step;
      for (const x of [right, right - 1])
        if (!isFixed(x, y)) bits.push(modules[y]?.[x] !== mask(x, y) ? 1 : 0);
    }
  }
  const bytes = Array.from({ length: 26 }, (_, i) =>
    bits.slice(i * 8, i * 8 + 8).reduce((byte, bit) => byte * 2 + bit, 0),
  );
  expect(bytes.slice(16)).toEqual(remainder(bytes.slice(0, 16), 10));
  const length = (((bytes[0] ?? 0) & 15) << 4) | ((bytes[1] ?? 0) >> 4);
  const content = bits.slice(12, 12 + length * 8);
  return content
    .join('')
    .match(/.{8}/g)
    ?.map((byte) => String.fromCharCode(Number.parseInt(byte, 2)))
    .join('') as string;
}

test.each(['A', 'HELLO', 'otpauth://abc', '!"#$%&/()=?'])('%s is read back', (text) => {
  const modules = qrModules(text);
  expect(modules).toHaveLength(21);
  expect(readVersion1(modules)).toBe(text);
});

test('error correction of a known block', () => {
  const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
  expect(remainder(data, 10)).toEqual([196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
});

test.each([
  [14, 21],
  [15, 25],
  [213, 57],
  [214, 61],
  [666, 97],
])('%i bytes take %i modules', (length, size) => {
  const modules = qrModules('x'.repeat(length));
  expect(modules).toHaveLength(size);
  expect(modules.every((row) => row.length === size)).toBe(true);
  maskOf(modules);
});

test('more than fits is refused', () =>
  expect(() => qrModules('x'.repeat(667))).toThrow(RangeError));
