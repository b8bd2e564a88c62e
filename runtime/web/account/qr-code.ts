// QR codes (ISO/IEC 18004): byte mode, error correction M, versions 1 to 20 — up to 666 bytes, drawn as one path.
import { html, type TemplateResult } from 'lit';
import { remainder } from './reed-solomon.ts';

const MOST_VERSION = 20;
/** Error correction bytes per block and blocks, by version. */
const CORRECTION = [
  0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
];
const BLOCKS = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
/** Level M in the format bits. */
const LEVEL = 0;

type Cell = boolean | undefined;

/** Modules, row by row; true is dark. */
export function qrModules(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  const bits = interleaved(version, dataBytes(version, bytes));
  const plain = frame(version);
  const isFree = plain.map((row) => row.map((cell) => cell === undefined));
  let best: { modules: boolean[][]; penalty: number } | undefined;
  for (let mask = 0; mask < 8; mask++) {
    const modules = filled(plain, isFree, bits, mask);
    drawFormat(modules, mask);
    const penalty = penaltyOf(modules);
    if (!best || penalty < best.penalty) best = { modules, penalty };
  }
  return best?.modules ?? [];
}

/** The picture, with the quiet zone around it. */
export function qrPicture(text: string, label: string): TemplateResult {
  const modules = qrModules(text);
  const size = modules.length + 8;
  const path = modules
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : '')))
    .join('');
  return html`<svg class="qr" role="img" aria-label=${label} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect
    width=${size} height=${size} fill="#fff"></rect><path d=${path} fill="#000"></path></svg>`;
}

function rawBytes(version: number): number {
  const aligned = Math.floor(version / 7) + 2;
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) modules -= (25 * aligned - 10) * aligned - 55;
  if (version >= 7) modules -= 36;
  return Math.floor(modules / 8);
}

function capacity(version: number): number {
  return rawBytes(version) - (CORRECTION[version] ?? 0) * (BLOCKS[version] ?? 0);
}

const headBits = (version: number) => 4 + (version < 10 ? 8 : 16);

function versionFor(length: number): number {
  for (let version = 1; version <= MOST_VERSION; version++)
    if (headBits(version) + length * 8 <= capacity(version) * 8) return version;
  throw new RangeError('too long for a QR code');
}

/** Mode, length, content, end and padding. */
function dataBytes(version: number, content: Uint8Array): number[] {
  const bits: number[] = [];
  const add = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; i--) bits.push((value >>> i) & 1);
  };
  add(4, 4);
  add(content.length, headBits(version) - 4);
  for (const byte of content) add(byte, 8);
  const most = capacity(version) * 8;
  add(0, Math.min(4, most - bits.length));
  add(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0; bits.length < most; pad ^= 1) add(pad === 0 ? 0xec : 0x11, 8);
  const bytes: number[] = [];
  for (let i = 0; i < bits.length; i += 8)
    bytes.push(bits.slice(i, i + 8).reduce((byte, bit) => byte * 2 + bit, 0));
  return bytes;
}

/** Blocks with their error correction, byte by byte in turn, as bits. */
function interleaved(version: number, data: readonly number[]): number[] {
  const [count, correction] = [BLOCKS[version] ?? 1, CORRECTION[version] ?? 0];
  const raw = rawBytes(version);
  const short = Math.floor(raw / count) - correction;
  const longFrom = count - (raw % count);
  const blocks: { data: readonly number[]; check: readonly number[] }[] = [];
  for (let i = 0, at = 0; i < count; i++) {
    const part = data.slice(at, at + short + (i < longFrom ? 0 : 1));
    at += part.length;
    blocks.push({ data: part, check: remainder(part, correction) });
  }
  const bytes: number[] = [];
  for (let i = 0; i <= short; i++)
    for (const block of blocks) if (i < block.data.length) bytes.push(block.data[i] ?? 0);
  for (let i = 0; i < correction; i++) for (const block of blocks) bytes.push(block.check[i] ?? 0);
  return bytes.flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (byte >>> bit) & 1));
}

/** Everything that does not depend on the content; places for data are undefined. */
function frame(version: number): Cell[][] {
  const size = version * 4 + 17;
  const cells: Cell[][] = Array.from({ length: size }, () => Array<Cell>(size).fill(undefined));
  const set = (x: number, y: number, dark: boolean) => {
    const row = cells[y];
    if (row && x >= 0 && x < size) row[x] = dark;
  };
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [cx, cy] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    square(cx, cy, 4, (distance) => distance !== 2 && distance !== 4, set);
  drawAlignment(version, size, set);
  reserveFormat(size, set);
  if (version >= 7) drawVersion(version, size, set);
  return cells;
}

type Set = (x: number, y: number, dark: boolean) => void;

function square(
  cx: number,
  cy: number,
  reach: number,
  isDark: (distance: number) => boolean,
  set: Set,
): void {
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++)
      set(cx + dx, cy + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
}

function drawAlignment(version: number, size: number, set: Set): void {
  if (version === 1) return;
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const places = [6];
  for (let place = size - 7; places.length < count; place -= step) places.splice(1, 0, place);
  const last = size - 7;
  for (const x of places)
    for (const y of places) {
      const isCorner = (x === 6 && (y === 6 || y === last)) || (x === last && y === 6);
      if (!isCorner) square(x, y, 2, (distance) => distance !== 1, set);
    }
}

/** Where the format bits stand, and the module that is always dark. */
function formatPlaces(size: number): readonly (readonly [number, number])[][] {
  const first = [0, 1, 2, 3, 4, 5, 7, 8].map((y) => [8, y] as const);
  const rest = [7, 5, 4, 3, 2, 1, 0].map((x) => [x, 8] as const);
  const right = Array.from({ length: 8 }, (_, i) => [size - 1 - i, 8] as const);
  const below = Array.from({ length: 7 }, (_, i) => [8, size - 7 + i] as const);
  return [
    [...first, ...rest],
    [...right, ...below],
  ];
}

function reserveFormat(size: number, set: Set): void {
  for (const [x, y] of formatPlaces(size).flat()) set(x, y, false);
  set(8, size - 8, true);
}

function drawFormat(modules: boolean[][], mask: number): void {
  const data = (LEVEL << 3) | mask;
  let rest = data;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const bits = ((data << 10) | rest) ^ 0x5412;
  for (const places of formatPlaces(modules.length))
    for (const [i, [x, y]] of places.entries()) {
      const row = modules[y];
      if (row) row[x] = ((bits >>> i) & 1) === 1;
    }
}

function drawVersion(version: number, size: number, set: Set): void {
  let rest = version;
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let i = 0; i < 18; i++) {
    const [near, far] = [Math.floor(i / 3), size - 11 + (i % 3)];
    const dark = ((bits >>> i) & 1) === 1;
    set(far, near, dark);
    set(near, far, dark);
  }
}

const MASKS: readonly ((x: number, y: number) => number)[] = [
  (x, y) => (x + y) % 2,
  (_, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** The bits go up and down in columns of two, from the right. */
function filled(
  plain: readonly (readonly Cell[])[],
  isFree: readonly (readonly boolean[])[],
  bits: readonly number[],
  mask: number,
): boolean[][] {
  const size = plain.length;
  const modules = plain.map((row) => row.map((cell) => cell === true));
  const inverts = MASKS[mask] ?? (() => 1);
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const isUpward = ((right + 1) & 2) === 0;
      const y = isUpward ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!isFree[y]?.[x]) continue;
        const dark = (bits[at++] ?? 0) === 1;
        const row = modules[y];
        if (row) row[x] = dark !== (inverts(x, y) === 0);
      }
    }
  }
  return modules;
}

/** How hard a pattern is to read: long runs, squares, what looks like a finder, too much of one colour. */
function penaltyOf(modules: readonly (readonly boolean[])[]): number {
  const size = modules.length;
  const columns = modules.map((_, x) => modules.map((row) => row[x] ?? false));
  let penalty = 0;
  for (const line of [...modules, ...columns]) {
    const text = line.map(Number).join('');
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) penalty += run.length - 2;
    penalty += 40 * (text.match(/(?=00001011101|10111010000)/g)?.length ?? 0);
  }
  let dark = 0;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const cell = modules[y]?.[x];
      if (cell) dark++;
      const isSquare =
        modules[y]?.[x + 1] === cell &&
        modules[y + 1]?.[x] === cell &&
        modules[y + 1]?.[x + 1] === cell;
      if (isSquare) penalty += 3;
    }
  return penalty + 10 * Math.floor(Math.abs((dark * 20) / (size * size) - 10));
}
