// The three-way merge of a record: what is taken, what is asked about.
import { describe, expect, test } from 'vitest';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { mergeChanges } from '../../../runtime/web/form/merge.ts';

const field = (name: string, more: Partial<ClientField> = {}): ClientField =>
  ({ name, type: 'text', computed: false, system: false, ...more }) as ClientField;
const entity = {
  fields: {
    name: field('name'),
    phone: field('phone'),
    tags: field('tags', { type: 'tags' }),
    total: field('total', { computed: true }),
    updated_at: field('updated_at', { system: true }),
  },
} as unknown as ClientEntity;
const original = { name: '甲公司', phone: null, tags: [], total: '1.00', updated_at: '2026-01-01' };

describe('mergeChanges', () => {
  test('takes what only the other side changed and leaves system and computed values out', () => {
    const theirs = { ...original, phone: '021-1', total: '2.00', updated_at: '2026-01-02' };
    const merge = mergeChanges(entity, original, { name: '乙公司' }, theirs);
    expect(merge.conflicts).toEqual([]);
    expect(merge.taken.map(({ name }) => name)).toEqual(['phone']);
  });

  test('asks where both sides changed the same field to different values', () => {
    const theirs = { ...original, name: '丙公司' };
    const [conflict, ...others] = mergeChanges(
      entity,
      original,
      { name: '乙公司' },
      theirs,
    ).conflicts;
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({ original: '甲公司', mine: '乙公司', theirs: '丙公司' });
  });

  test('does not ask where both sides arrived at the same value, or at nothing', () => {
    const theirs = { ...original, name: '乙公司', tags: null };
    const merge = mergeChanges(entity, original, { name: '乙公司', tags: ['重点'] }, theirs);
    expect(merge).toEqual({ conflicts: [], taken: [] });
  });
});
