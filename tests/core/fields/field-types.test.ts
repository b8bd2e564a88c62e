// The contract of every registered field type, run over the examples each type carries.
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { Locale } from '../../../core/errors.ts';
import type { AnyFieldType, FormatOptions, Json } from '../../../core/fields/field-type.ts';
import { fieldType, fieldTypes } from '../../../core/fields/registry.ts';

const ajv = new Ajv({ strict: false, allErrors: false });
addFormats(ajv);

const options = (locale: Locale, timeZone = 'Asia/Shanghai'): FormatOptions => ({
  locale,
  timeZone,
  lookups: {
    option: () => undefined,
    options: () => [],
    node: (_classification, code) => `node ${code}`,
    record: (_entity, id) => `record ${id}`,
  },
});

const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 60) ?? String(value);

/** A value passes when normalise takes it and its canonical form fits the schema. */
function accepts(type: AnyFieldType, value: unknown): boolean {
  const { settings } = type.examples;
  const read = type.normalise(value, settings);
  if ('problem' in read) return false;
  return read.value === null || ajv.compile(type.value(settings))(read.value) === true;
}

describe.each(Object.entries(fieldTypes))('%s', (name, type) => {
  const { settings, valid, loose = [], invalid, invalidSettings = [] } = type.examples;

  test('is registered under its own name with both labels', () => {
    expect(type.name).toBe(name);
    expect(fieldType(name)).toBe(type);
    expect(type.label['zh-CN']).not.toBe('');
    expect(type.label.en).not.toBe('');
    expect(valid.length).toBeGreaterThan(0);
    expect(invalid.length).toBeGreaterThan(0);
  });

  test('takes its example settings and refuses the bad ones', () => {
    const check = ajv.compile(type.settings);
    expect(check(settings), shown(check.errors)).toBe(true);
    expect(type.checkSettings?.(settings) ?? []).toEqual([]);
    for (const bad of invalidSettings) {
      const isRefused =
        !check(bad) || (type.checkSettings?.(bad as Record<string, unknown>).length ?? 0) > 0;
      expect(isRefused, shown(bad)).toBe(true);
    }
  });

  test.each(valid.map((value) => [shown(value), value]))('valid: %s', (_shown, value) => {
    const check = ajv.compile(type.value(settings));
    expect(type.normalise(value, settings)).toEqual({ value });
    expect(check(value), shown(check.errors)).toBe(true);
    if (type.storage(settings).kind === 'columns') {
      const cells = type.encode(value as Json, settings);
      const storage = type.storage(settings);
      expect(cells.length).toBe(storage.kind === 'columns' ? storage.columns.length : 0);
      expect(type.decode(cells, settings)).toEqual(value);
      if (type.identity) expect(cells).toEqual([value]);
    }
    for (const locale of ['zh-CN', 'en'] as const) {
      for (const zone of ['Asia/Shanghai', 'America/New_York', 'UTC']) {
        const context = options(locale, zone);
        expect(type.format(value as Json, settings, context)).not.toBe('');
        const cell = type.toText(value as Json, settings, context);
        expect(type.parseText(cell, settings, context), cell).toEqual({ value });
      }
    }
  });

  test.each(loose.map((pair) => [shown(pair[0]), ...pair]))('loose: %s', (_shown, input, value) => {
    expect(type.normalise(input, settings)).toEqual({ value });
  });

  test.each(invalid.map((value) => [shown(value), value]))('invalid: %s', (_shown, value) => {
    expect(accepts(type, value)).toBe(false);
  });

  test('reads nothing as nothing', () => {
    expect(type.normalise(null, settings)).toEqual({ value: null });
    expect(type.normalise('', settings)).toEqual({ value: null });
    expect(type.parseText('', settings, options('en'))).toEqual({ value: null });
  });

  test('never throws on strange input', () => {
    const strange = [
      Number.NaN,
      -0,
      Number.POSITIVE_INFINITY,
      {},
      [],
      [[]],
      [null],
      { __proto__: null },
      '\0',
      '\ud800',
    ];
    for (const value of strange) expect(() => type.normalise(value, settings)).not.toThrow();
  });
});
