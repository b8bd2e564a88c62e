// A person who signs in: owner, responsible, approver.
import { defineFieldType } from './field-type.ts';
import { type RecordIdSettings, recordId } from './record-id.ts';

export const user = defineFieldType<RecordIdSettings, string>({
  name: 'user',
  icon: 'user',
  label: { 'zh-CN': '用户', en: 'User' },
  ruleType: () => ({ kind: 'reference', entities: ['user'] }),
  operators: ['==', 'in', 'is_empty'],
  widget: 'user',
  ...recordId('user'),
});
