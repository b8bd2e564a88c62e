// Stored pictures, shown as thumbnails.
import { type AttachmentSettings, type AttachmentValue, attachment } from './attachment.ts';
import { defineFieldType } from './field-type.ts';

export const image = defineFieldType<AttachmentSettings, AttachmentValue>({
  name: 'image',
  icon: 'image',
  label: { 'zh-CN': '图片', en: 'Image' },
  widget: 'image',
  ...attachment,
});
