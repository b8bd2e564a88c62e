// Data files in the encodings Chinese spreadsheets write, told apart by themselves or named.
import { describe, expect, test } from 'vitest';
import { decodeText, ENCODINGS, encodingOf } from '../../../core/import/decode.ts';
import { csvRows, jsonRows } from '../../../core/import/rows.ts';
import { encodeText } from '../../support/encodings.ts';

const TEXT = '名称,城市,备注\r\n上海华信,上海,"第一, 行"\r\n重庆长安,重庆,1\r\n';

describe.each([...ENCODINGS])('%s', (encoding) => {
  test('is recognised', () => {
    expect(decodeText(encodeText(TEXT, encoding))).toBe(TEXT);
  });
  test('is read when named, a mark is no part of the text', () => {
    expect(decodeText(encodeText(TEXT, encoding), encoding)).toBe(TEXT);
    if (encoding === 'gb18030') return;
    expect(decodeText(encodeText(`\uFEFF${TEXT}`, encoding))).toBe(TEXT);
    expect(decodeText(encodeText(`\uFEFF${TEXT}`, encoding), encoding)).toBe(TEXT);
  });
});

test('names of encodings as people write them', () => {
  expect(['GBK', 'gb2312', 'UTF8', 'utf-16', 'UTF-16BE'].map(encodingOf)).toEqual([
    'gb18030',
    'gb18030',
    'utf-8',
    'utf-16le',
    'utf-16be',
  ]);
  for (const name of ['latin1', 'constructor', ''])
    expect(() => encodingOf(name)).toThrow(/import\.encoding|encoding/);
});

test('bytes of no known encoding are refused, and those that do not fit the named one', () => {
  expect(() => decodeText(new Uint8Array([0xff, 0xff, 0xff, 0x81]))).toThrow(/encoding/);
  expect(() => decodeText(encodeText(TEXT, 'gb18030'), 'utf-8')).toThrow(/utf-8/);
});

test('empty files are empty texts', () => {
  expect(decodeText(new Uint8Array())).toBe('');
  expect(csvRows('')).toEqual([]);
});

test('tabs and semicolons separate where the head says so', () => {
  expect(csvRows('a\tb,c\r\n1\t2,3\r\n')[0]?.cells).toEqual({ a: '1', 'b,c': '2,3' });
  expect(csvRows('"a,x";b\n1;2\n')[0]?.cells).toEqual({ 'a,x': '1', b: '2' });
});

test.each<[string, string, string[]]>([
  ['ragged', 'a,b\n1\n1,2,3\n1,2\n', ['import.ragged /2', 'import.ragged /3']],
  ['a quote that never closes', 'a,b\n"1,2\n3,4\n', ['import.quotes /2', 'import.ragged /2']],
  ['text behind a quote', 'a,b\n"1"x,2\n', ['import.quotes /2']],
  ['a column twice', 'a,b,a\n1,2,3\n', ['import.column-twice /1']],
])('%s', (_, csv, expected) => {
  try {
    csvRows(csv);
    expect.unreachable();
  } catch (error) {
    const { problems } = error as { problems: { code: string; at: string }[] };
    expect(problems.map(({ code, at }) => `${code} ${at}`)).toEqual(expected);
  }
});

test('JSON that is no list of objects is an error with a reason', () => {
  for (const json of ['{', '{}', '[1]', '[[]]', '[null]'])
    expect(() => jsonRows(json)).toThrow(/JSON list/);
});
