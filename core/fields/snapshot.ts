// A copy of another record's value at the time it was chosen, e.g. the list price on a quote line.
import type { Problem } from '../errors.ts';
import { delegated } from './computed-value.ts';
import { type AnyFieldType, defineFieldType, type Json } from './field-type.ts';

interface Settings {
  /** Path of the source, over a reference: "product.list_price". */
  from: string;
  /** Type and settings of the copy. */
  of: { readonly type: string; readonly [setting: string]: unknown };
}

/** Settings of the copies without their `type`, per `of` object. */
const ownSettings = new WeakMap<object, Record<string, unknown>>();

function settingsOf(of: Settings['of']): Record<string, unknown> {
  const known = ownSettings.get(of);
  if (known) return known;
  const { type: _type, ...settings } = of;
  ownSettings.set(of, settings);
  return settings;
}

/** The snapshot type over the types a copy may have: those that live in columns of the record itself. */
export function defineSnapshot(types: { readonly [name: string]: AnyFieldType }): AnyFieldType {
  const typeOf = (of: Settings['of']) =>
    Object.hasOwn(types, of.type) ? types[of.type] : undefined;

  function resultFor({ of }: Settings) {
    const type = typeOf(of);
    if (!type) throw new TypeError(`A snapshot cannot hold a value of type '${of.type}'.`);
    return { type, settings: settingsOf(of) };
  }

  function checkSettings({ of }: Settings): Problem[] {
    const type = typeOf(of);
    const settings = settingsOf(of);
    if (!type || (type.checkSettings?.(settings).length ?? 0) > 0) {
      return [{ code: 'meta.unknown-type', at: '/of/type', params: { name: of.type } }];
    }
    if (type.storage(settings).kind === 'columns') return [];
    return [{ code: 'meta.unknown-type', at: '/of', params: { name: of.type } }];
  }

  return defineFieldType<Settings, Json>({
    name: 'snapshot',
    icon: 'camera',
    label: { 'zh-CN': '快照', en: 'Snapshot' },
    settings: {
      type: 'object',
      required: ['from', 'of'],
      properties: {
        from: { type: 'string', pattern: '^[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*)+$' },
        of: { type: 'object', required: ['type'], properties: { type: { type: 'string' } } },
      },
      additionalProperties: false,
    },
    checkSettings,
    parts: (settings) => {
      const { type, settings: own } = resultFor(settings);
      return type.parts?.(own) ?? {};
    },
    operators: ['==', '>=', '<=', 'is_empty'],
    widget: 'snapshot',
    sortable: true,
    groupable: true,
    searchable: false,
    computed: true,
    ...delegated<Settings>(resultFor),
    examples,
  });
}

const examples = {
  settings: { from: 'product.list_price', of: { type: 'money', currency: 'CNY' } },
  valid: ['199.00', '0.01'],
  loose: [[5, '5.00']],
  invalid: ['abc', '1.005', true],
  invalidSettings: [
    { from: 'list_price', of: { type: 'money' } },
    { from: 'product.list_price' },
    { from: 'product.list_price', of: { type: 'constructor' } },
    { from: 'product.tags', of: { type: 'tags' } },
    { from: 'product.stage', of: { type: 'picklist' } },
  ],
} as const;
