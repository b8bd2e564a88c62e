// Folders whose metadata did not change are migrated when the engine's own layout did: its version tells.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layoutOf } from '../../../core/storage/layout.ts';
import { STORAGE_FORMAT } from '../../../core/storage/migrate.ts';
import { loadModel } from '../../../runtime/boot.ts';
import { projectFolder } from '../../../runtime/config.ts';
import { manifest, packFolder, text } from '../../support/pack-files.ts';

/** The layout of the model below, by the version that made it. Another digest: raise STORAGE_FORMAT, enter both here. */
const DIGESTS: Readonly<Record<number, string>> = {
  2: 'a7656267f8ab8aac',
  3: 'a7656267f8ab8aac',
};

const field = (type: string, more: object = {}) => ({ type, label: text(type), ...more });

test('another layout of the same model is another format', () => {
  const entity = {
    entity: 'deal',
    label: text('Deal'),
    nameField: 'name',
    features: { owner: true, recycle: true, audit: true },
    fields: {
      name: field('text', { searchable: true, required: true }),
      code: field('auto_number', { pattern: 'D-{seq:4}' }),
      amount: field('money', { currency: 'CNY', index: true }),
      stages: field('picklist', { multiple: true, options: { a: { label: text('A') } } }),
      parent: field('reference', { entity: 'deal', inverse: 'parts', onDelete: 'clear' }),
      links: field('many_to_many', { entity: 'deal' }),
      place: field('geo'),
    },
  };
  const view = {
    view: 'all',
    kind: 'table',
    label: text('All'),
    sort: '-amount,name',
    columns: { name: {} },
  };
  const { folder, remove } = packFolder('sample', {
    'pack.json': manifest('sample', { dependsOn: { system: '*' } }),
    'entities/deal/entity.json': entity,
    'entities/deal/views/all.json': view,
  });
  const { tables, searches } = layoutOf(
    loadModel([join(projectFolder, 'metadata/system'), folder]).model,
  );
  remove();
  const own = Object.values(tables).filter(({ name }) => name.startsWith('deal'));
  const layout = [own, searches.deal];
  const digest = createHash('sha256').update(JSON.stringify(layout)).digest('hex').slice(0, 16);
  expect({ [STORAGE_FORMAT]: digest }).toEqual({ [STORAGE_FORMAT]: DIGESTS[STORAGE_FORMAT] });
});
