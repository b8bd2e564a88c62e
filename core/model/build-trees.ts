// Builds picklists and classifications: options in order, nodes of every edition as a checked tree.
import { nearest } from '../errors.ts';
import { parseCsv } from '../packs/csv.ts';
import type { MergedNode } from '../packs/merge.ts';
import { originAt } from '../packs/merge.ts';
import type { ClassificationDef, NodeDef } from '../packs/schema/classification.ts';
import { OPTION_PATTERN, type PicklistDef } from '../packs/schema/picklist.ts';
import { inOrder } from '../packs/sequence.ts';
import { type Building, conforming, type Report, reporter } from './building.ts';
import type { Text } from './client.ts';
import type { Classification, Edition, Picklist, TreeNode } from './model.ts';

const optionKey = new RegExp(OPTION_PATTERN);

export function buildPicklists(building: Building): Map<string, Picklist> {
  const picklists = new Map<string, Picklist>();
  for (const { node, def } of conforming<PicklistDef>(building, 'picklist')) {
    const report = reporter(building, node);
    for (const [value, option] of Object.entries(def.options)) {
      if (!optionKey.test(value)) report(`/options/${value}`, 'meta.bad-option', { name: value });
      const next = option.replacedBy;
      if (next !== undefined && !Object.hasOwn(def.options, next)) {
        const hint = nearest(next, Object.keys(def.options));
        report(`/options/${value}/replacedBy`, 'meta.unknown-option', {
          picklist: node.key,
          name: next,
          hint,
        });
      }
    }
    const options = new Map(
      inOrder(def.options, (problem) => report('/options', problem.code, problem.params)),
    );
    picklists.set(node.key, { name: node.key, label: def.label as Text, options });
  }
  return picklists;
}

interface RawNode {
  readonly label: Text;
  readonly parent: string | null;
  readonly level: string | null;
  readonly retired: boolean;
}

export function buildClassifications(building: Building): Map<string, Classification> {
  const classifications = new Map<string, Classification>();
  for (const { node, def } of conforming<ClassificationDef>(building, 'classification')) {
    const report = reporter(building, node);
    const editions = new Map<string, Edition>();
    for (const [name, edition] of Object.entries(def.editions)) {
      const raw = new Map<string, RawNode>();
      if (edition.file) readTree(building, node, name, edition.file, raw);
      for (const [code, own] of inOrder(edition.nodes ?? {})) addOwnNode(raw, code, own);
      editions.set(name, treeOf(node.key, name, edition, raw, report));
    }
    if (!editions.has(def.current)) {
      const hint = nearest(def.current, editions.keys());
      report('/current', 'meta.unknown-target', { kind: 'edition', name: def.current, hint });
    }
    const levels = inOrder(def.levels ?? {}).map(([name, level]) => ({
      name,
      label: level.label as Text,
    }));
    classifications.set(node.key, {
      name: node.key,
      label: def.label as Text,
      current: def.current,
      levels,
      editions,
    });
  }
  return classifications;
}

/** An overlay may add nodes, rename or retire shipped ones. */
function addOwnNode(raw: Map<string, RawNode>, code: string, own: NodeDef): void {
  const below = raw.get(code);
  raw.set(code, {
    label: own.label as Text,
    parent: own.parent === undefined ? (below?.parent ?? null) : own.parent,
    level: own.level ?? below?.level ?? null,
    retired: own.retired ?? below?.retired ?? false,
  });
}

/** Reads `code,parent,name_zh,name_en,level` from the CSV beside the classification's file. */
function readTree(
  building: Building,
  node: MergedNode,
  edition: string,
  file: string,
  raw: Map<string, RawNode>,
): void {
  const pointer = `/editions/${edition}/file`;
  const source = originAt(node.origin, pointer);
  const folder = source.file.slice(source.pack.length + 1).replace(/[^/]+$/, '');
  const pack = building.metadata.packs.find((candidate) => candidate.manifest.name === source.pack);
  const text = pack?.texts.get(folder + file);
  if (text === undefined) {
    building.problems.push({
      code: 'meta.unknown-target',
      at: `${source.file}#${pointer}`,
      params: { kind: 'file', name: file },
    });
    return;
  }
  const [head, ...rows] = parseCsv(text);
  const column = (name: string) => head?.indexOf(name) ?? -1;
  const [code, parent, zh, en, level] = ['code', 'parent', 'name_zh', 'name_en', 'level'].map(
    column,
  ) as [number, number, number, number, number];
  for (const row of rows) {
    const names = { zh: row[zh] ?? '', en: row[en] ?? '' };
    raw.set(row[code] ?? '', {
      label: { 'zh-CN': names.zh || names.en, en: names.en || names.zh },
      parent: row[parent] || null,
      level: row[level] || null,
      retired: false,
    });
  }
}

function treeOf(
  classification: string,
  name: string,
  edition: NonNullable<ClassificationDef['editions'][string]>,
  raw: ReadonlyMap<string, RawNode>,
  report: Report,
): Edition {
  const children = new Map<string, string[]>();
  const roots: string[] = [];
  const wrong = (code: string, reason: string) =>
    report(`/editions/${name}`, 'meta.tree', { code, classification, reason });
  for (const [code, node] of raw) {
    if (!optionKey.test(code))
      wrong(code, 'the code holds other characters than letters, digits, dot, dash, underscore');
    if (node.parent === null) roots.push(code);
    else if (!raw.has(node.parent)) wrong(code, `its parent '${node.parent}' does not exist`);
    else if (!endsAtRoot(raw, code)) wrong(code, 'it stands below itself');
    else (children.get(node.parent) ?? emptyChildren(children, node.parent)).push(code);
  }
  const nodes = new Map<string, TreeNode>();
  for (const [code, node] of raw)
    nodes.set(code, { code, ...node, children: children.get(code) ?? [] });
  return { name, label: edition.label as Text | undefined, from: edition.from, nodes, roots };
}

function emptyChildren(children: Map<string, string[]>, parent: string): string[] {
  const list: string[] = [];
  children.set(parent, list);
  return list;
}

/** Walks up at most 64 levels. */
function endsAtRoot(raw: ReadonlyMap<string, RawNode>, code: string): boolean {
  let current = raw.get(code)?.parent ?? null;
  for (let depth = 0; depth < 64; depth++) {
    if (current === null) return true;
    current = raw.get(current)?.parent ?? null;
  }
  return false;
}
