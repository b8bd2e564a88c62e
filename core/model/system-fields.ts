// The fields every record has without a pack declaring them.
import type { FieldDef } from '../packs/schema/field.ts';

export interface SystemField {
  readonly name: string;
  readonly def: FieldDef & { readonly [setting: string]: unknown };
}

const text = (zh: string, en: string) => ({ 'zh-CN': zh, en });

const ALWAYS: readonly SystemField[] = [
  { name: 'id', def: { type: 'text', label: text('记录标识', 'Record id'), maxLength: 36 } },
  { name: 'version', def: { type: 'integer', label: text('版本', 'Version') } },
  { name: 'created_at', def: { type: 'datetime', label: text('创建时间', 'Created at') } },
  { name: 'created_by', def: { type: 'user', label: text('创建人', 'Created by') } },
  { name: 'updated_at', def: { type: 'datetime', label: text('修改时间', 'Changed at') } },
  { name: 'updated_by', def: { type: 'user', label: text('修改人', 'Changed by') } },
  { name: 'deleted_at', def: { type: 'datetime', label: text('删除时间', 'Deleted at') } },
];
const OWNED: readonly SystemField[] = [
  { name: 'owner', def: { type: 'user', label: text('负责人', 'Owner') } },
  { name: 'department', def: { type: 'department', label: text('所属部门', 'Department') } },
];
const TYPED: SystemField = {
  name: 'record_type',
  def: { type: 'picklist', label: text('业务类型', 'Record type') },
};

/** System fields people may write: the rest is the engine's alone. */
export const WRITABLE_SYSTEM_FIELDS: ReadonlySet<string> = new Set([
  'owner',
  'department',
  'record_type',
]);

/** System fields of an entity, by its features. */
export function systemFields(owned: boolean, recordTypes: readonly string[]): SystemField[] {
  const fields = [...ALWAYS];
  if (owned) fields.push(...OWNED);
  if (recordTypes.length > 0) fields.push(TYPED);
  return fields;
}
