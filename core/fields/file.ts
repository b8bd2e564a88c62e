// Stored files attached to a record.
import { type AttachmentSettings, type AttachmentValue, attachment } from './attachment.ts';
import { defineFieldType } from './field-type.ts';

export const file = defineFieldType<AttachmentSettings, AttachmentValue>({
  name: 'file',
  icon: 'paperclip',
  label: { 'zh-CN': '附件', en: 'File' },
  widget: 'file',
  ...attachment,
});
