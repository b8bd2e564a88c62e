// A point on the earth (WGS 84), degrees as plain numbers.
import { readAscii } from './clean-text.ts';
import { defineFieldType, type Parsed } from './field-type.ts';
import { readParts } from './read-parts.ts';

interface Point {
  readonly lat: number;
  readonly lng: number;
}

const fault = { problem: { code: 'value.geo' } } as const;
const DEGREES = /^-?\d{1,3}(?:\.\d{1,15})?$/;
const CELL = /^(-?[\d.]+)\s*[,，;]\s*(-?[\d.]+)$/;

function readDegrees(input: unknown, limit: number): number | undefined {
  const text = readAscii(input);
  const value = text !== undefined && DEGREES.test(text) ? Number(text) : input;
  const isDegrees = typeof value === 'number' && Math.abs(value) <= limit;
  return isDegrees ? value + 0 : undefined;
}

function normalise(input: unknown): Parsed<Point> {
  if (input === null || input === '') return { value: null };
  const read = readParts(input, ['lat', 'lng']);
  if ('problem' in read) return read;
  const lat = readDegrees(read.parts.lat, 90);
  const lng = readDegrees(read.parts.lng, 180);
  return lat === undefined || lng === undefined ? fault : { value: { lat, lng } };
}

/** Cells: "31.2, 121.5", latitude first. */
function parseText(text: string): Parsed<Point> {
  if (text.trim() === '') return { value: null };
  const parts = CELL.exec(text.trim());
  return parts ? normalise({ lat: parts[1], lng: parts[2] }) : fault;
}

export const geo = defineFieldType<Record<string, never>, Point>({
  name: 'geo',
  icon: 'map-pin',
  label: { 'zh-CN': '地理位置', en: 'Location' },
  settings: { type: 'object', properties: {}, additionalProperties: false },
  value: () => ({
    type: 'object',
    required: ['lat', 'lng'],
    properties: {
      lat: { type: 'number', minimum: -90, maximum: 90 },
      lng: { type: 'number', minimum: -180, maximum: 180 },
    },
    additionalProperties: false,
  }),
  storage: () => ({
    kind: 'columns',
    columns: [
      { suffix: 'lat', kind: 'real' },
      { suffix: 'lng', kind: 'real' },
    ],
  }),
  ruleType: () => ({ kind: 'json' }),
  operators: ['is_empty'],
  widget: 'geo',
  sortable: false,
  groupable: false,
  searchable: false,
  normalise,
  encode: ({ lat, lng }) => [lat, lng],
  decode: ([lat, lng]) => ({ lat: Number(lat), lng: Number(lng) }),
  format: ({ lat, lng }) => `${lat.toFixed(5)}, ${lng.toFixed(5)}`,
  toText: ({ lat, lng }) => `${plain(lat)}, ${plain(lng)}`,
  parseText,
  examples: {
    settings: {},
    valid: [
      { lat: 31.2, lng: 121.5 },
      { lat: -90, lng: 180 },
      { lat: 0, lng: 0.000001 },
    ],
    loose: [
      [
        { lat: '31.2', lng: '121.5' },
        { lat: 31.2, lng: 121.5 },
      ],
    ],
    invalid: [
      { lat: 91, lng: 0 },
      { lat: 0, lng: -181 },
      { lat: 1 },
      { lat: '0x10', lng: 1 },
      { lat: 1, lng: 1, alt: 1 },
      '31.2,121.5',
      [31.2, 121.5],
    ],
  },
});

/** Without exponent: a ten-millionth of a degree is a centimetre. */
function plain(degrees: number): string {
  const text = String(degrees);
  return text.includes('e') ? degrees.toFixed(15).replace(/0+$/, '') : text;
}
