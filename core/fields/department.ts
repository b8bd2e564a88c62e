// A department of the organisation; departments form a tree, so rules may ask for a subtree.
import { defineFieldType } from './field-type.ts';
import { type RecordIdSettings, recordId } from './record-id.ts';

export const department = defineFieldType<RecordIdSettings, string>({
  name: 'department',
  icon: 'building-2',
  label: { 'zh-CN': '部门', en: 'Department' },
  ruleType: () => ({
    kind: 'reference',
    entities: ['department'],
    classifications: ['department'],
  }),
  operators: ['within', '==', 'in', 'is_empty'],
  widget: 'department',
  ...recordId('department'),
});
