// What a change does to the metadata, node by node: added, changed or taken away, with each property before and after.
import type { Json } from '../../core/fields/field-type.ts';
import { pathOf } from '../../core/packs/file-place.ts';
import type { MergedNode, Metadata } from '../../core/packs/merge.ts';
import type { PackFile } from '../../core/packs/source.ts';
import { labelOf, type Words } from './access-words.ts';

export interface PropertyChange {
  readonly pointer: string;
  readonly before: Json | null;
  readonly after: Json | null;
}

export interface NodeChange {
  readonly kind: PackFile['kind'];
  readonly key: string;
  readonly path: string;
  readonly effect: 'added' | 'changed' | 'removed';
  readonly properties: readonly PropertyChange[];
  readonly text: Words;
}

const KINDS: Readonly<Record<PackFile['kind'], Words>> = {
  entity: { 'zh-CN': '对象', en: 'Object' },
  layout: { 'zh-CN': '布局', en: 'Layout' },
  view: { 'zh-CN': '视图', en: 'View' },
  workflow: { 'zh-CN': '流程', en: 'Workflow' },
  automation: { 'zh-CN': '自动化', en: 'Automation' },
  picklist: { 'zh-CN': '选项集', en: 'Picklist' },
  classification: { 'zh-CN': '分类', en: 'Classification' },
  role: { 'zh-CN': '角色', en: 'Role' },
  policy: { 'zh-CN': '权限策略', en: 'Policy' },
  report: { 'zh-CN': '报表', en: 'Report' },
  dashboard: { 'zh-CN': '仪表盘', en: 'Dashboard' },
  document: { 'zh-CN': '文档', en: 'Document' },
  menu: { 'zh-CN': '菜单', en: 'Menu' },
  settings: { 'zh-CN': '设置', en: 'Settings' },
  test: { 'zh-CN': '配置包测试', en: 'Pack test' },
};
const EFFECTS: Readonly<Record<NodeChange['effect'], Words>> = {
  added: { 'zh-CN': '新增', en: 'added' },
  changed: { 'zh-CN': '已修改', en: 'changed' },
  removed: { 'zh-CN': '移除', en: 'removed' },
};

/** Every node that differs between two merged metadata. */
export function nodeChanges(before: Metadata, after: Metadata): NodeChange[] {
  const kinds = new Set([...before.nodes.keys(), ...after.nodes.keys()]);
  return [...kinds].flatMap((kind) => {
    const [was, is] = [before.nodes.get(kind), after.nodes.get(kind)];
    const keys = new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]);
    return [...keys].flatMap((key) => nodeChange(kind, key, was?.get(key), is?.get(key)));
  });
}

function nodeChange(
  kind: PackFile['kind'],
  key: string,
  was: MergedNode | undefined,
  is: MergedNode | undefined,
): NodeChange[] {
  const properties = differences(was?.value ?? null, is?.value ?? null, '');
  if (properties.length === 0) return [];
  const effect = was ? (is ? 'changed' : 'removed') : 'added';
  const label = labelOf((is ?? was)?.value.label, key);
  const text = {
    'zh-CN': `${KINDS[kind]['zh-CN']}“${label['zh-CN']}”${EFFECTS[effect]['zh-CN']}`,
    en: `${KINDS[kind].en} “${label.en}” ${EFFECTS[effect].en}`,
  };
  return [{ kind, key, path: pathOf(kind, key), effect, properties, text }];
}

function differences(before: Json, after: Json, pointer: string): PropertyChange[] {
  if (Bun.deepEquals(before, after, true)) return [];
  if (!isObject(before) || !isObject(after)) return [{ pointer, before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const escaped = name.replaceAll('~', '~0').replaceAll('/', '~1');
    return differences(before[name] ?? null, after[name] ?? null, `${pointer}/${escaped}`);
  });
}

function isObject(value: Json): value is { [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
