// What lookups open beside the page: the dialog of a new record, the panel of another one. Fetched when first needed.

import { later } from '../i18n/later.ts';
import type { SideWindows } from './record-source.ts';

export const sideWindows: SideWindows = {
  async create(entity, preset) {
    const { quickCreate } = await import('../form/form-dialogs.ts');
    return quickCreate(entity, preset, { inner: true });
  },
  peek(entity, id, name) {
    void later(() => import('./peek.ts')).then(({ peekRecord }) => peekRecord(entity, id, name));
  },
};
