// What lookups open beside the page: the dialog of a new record, the panel of another one. Fetched when first needed.

import { later } from '../i18n/later.ts';
import type { SideWindows } from './record-source.ts';

/** Elements made of widgets that stand in a field. */
const ELEMENTS: Readonly<Record<string, () => Promise<unknown>>> = {
  'crm-widget-rule': () => later(() => import('../widgets/crm-widget-rule.ts')),
  'crm-rule-sentence': () => later(() => import('../filter/crm-rule-sentence.ts')),
};

export const sideWindows: SideWindows = {
  async create(entity, preset) {
    const { quickCreate } = await import('../form/form-dialogs.ts');
    return quickCreate(entity, preset, { inner: true });
  },
  async fetchElement(tag) {
    const load = ELEMENTS[tag];
    if (load && !customElements.get(tag)) await load();
  },
  peek(entity, id, name) {
    void later(() => import('./peek.ts')).then(({ peekRecord }) => peekRecord(entity, id, name));
  },
};
