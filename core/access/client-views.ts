// Layouts and views as one actor may see them: what names a field or an entity he may not read is not in them.
import type { ClientLayout, ClientView, Text } from '../model/client.ts';
import type { Entity, Model } from '../model/model.ts';
import { resolvePath } from '../model/rule-names.ts';
import { inOrder } from '../packs/sequence.ts';
import type { Rule } from '../rules/rule.ts';
import type { Access } from './access.ts';
import { isReadableRule, lookupFor, readableSort, visibleNames } from './nameable.ts';

/** Whose model it is. */
export interface Reader {
  readonly model: Model;
  readonly access: Access;
}

/** A layout with what the reader may see of it. */
export function clientLayout(
  reader: Reader,
  layout: Entity['layouts'][number],
  names: ReadonlySet<string>,
): ClientLayout {
  const root = (path: string) => path.split('.')[0] ?? path;
  const sections = inOrder(layout.sections ?? {}).map(([name, section]) => ({
    name,
    label: section.label as Text | undefined,
    columns: section.columns ?? 2,
    tab: section.tab,
    collapsed: section.collapsed ?? false,
    visibleWhen: section.visibleWhen as Rule | undefined,
    fields: inOrder(section.fields)
      .filter(([field]) => names.has(root(field)))
      .map(([field, placed]) => ({
        name: field,
        span: placed.span ?? 1,
        visibleWhen: placed.visibleWhen as Rule | undefined,
        label: placed.label as Text | undefined,
      })),
  }));
  return {
    name: layout.layout,
    kind: layout.kind,
    recordTypes: [...(layout.recordTypes ?? [])],
    tabs: inOrder(layout.tabs ?? {}).map(([name, tab]) => ({
      name,
      label: tab.label as Text,
      icon: tab.icon,
      visibleWhen: tab.visibleWhen as Rule | undefined,
    })),
    sections: sections.filter((section) => section.fields.length > 0),
    highlights: (layout.highlights ?? []).filter((path) => names.has(root(path))),
    stage: layout.stage,
    related: clientRelated(reader, layout),
    timeline: clientTimeline(reader, layout),
  };
}

function clientRelated(reader: Reader, layout: Entity['layouts'][number]): ClientLayout['related'] {
  return inOrder(layout.related ?? {})
    .filter(([, related]) => isShown(reader, related))
    .map(([name, related]) => ({
      name,
      label: (related.label as Text | undefined) ?? { 'zh-CN': name, en: name },
      entity: related.entity,
      field: related.field,
      columns: visiblePaths(reader, related.entity, related.columns ?? []),
      sort: readableSort(reader.model, reader.access, related.entity, related.sort),
      filter: related.filter as Rule | undefined,
    }));
}

function clientTimeline(
  reader: Reader,
  layout: Entity['layouts'][number],
): ClientLayout['timeline'] {
  return inOrder(layout.timeline ?? {})
    .filter(([, entry]) => isShown(reader, entry) && isNamed(reader, entry.entity, entry.at))
    .map(([name, entry]) => ({
      name,
      label: entry.label as Text | undefined,
      entity: entry.entity,
      field: entry.field,
      at: entry.at,
      title: visiblePaths(reader, entry.entity, entry.title ?? []),
      body:
        entry.body === undefined || !isNamed(reader, entry.entity, entry.body)
          ? undefined
          : entry.body,
      filter: entry.filter as Rule | undefined,
      composer: entry.composer ?? false,
    }));
}

type Shown = { readonly entity: string; readonly field: string; readonly filter?: unknown };

/** Records that point here are shown to who may read them, the pointer, and what narrows them. */
function isShown({ model, access }: Reader, { entity, field, filter }: Shown): boolean {
  return (
    access.entity(entity).can('read') &&
    isNamed({ model, access }, entity, field) &&
    isReadableRule(model, access, entity, filter as Rule | undefined)
  );
}

function isNamed({ model, access }: Reader, entity: string, path: string): boolean {
  return resolvePath(lookupFor(model, access), entity, path) !== undefined;
}

function visiblePaths({ model, access }: Reader, name: string, paths: readonly string[]): string[] {
  const entity = model.entities.get(name);
  const names = new Set(entity ? visibleNames(access, entity) : []);
  return paths.filter((path) => path.startsWith('$') || names.has(path.split('.')[0] ?? path));
}

/** A view with what the reader may see of it; undefined where it is narrowed by what he may not read. */
export function clientView(
  { model, access }: Reader,
  view: Entity['views'][number],
  entity: Entity,
  names: ReadonlySet<string>,
): ClientView | undefined {
  const filter = view.filter as Rule | undefined;
  if (!isReadableRule(model, access, entity.name, filter)) return undefined;
  const named = (name: string | undefined) =>
    name !== undefined && names.has(name) ? name : undefined;
  const columns = inOrder(view.columns ?? {}).filter(
    ([path]) => path.startsWith('$') || names.has(path.split('.')[0] ?? path),
  );
  return {
    name: view.view,
    kind: view.kind,
    label: view.label as Text,
    icon: view.icon,
    default: view.default ?? false,
    filter,
    sort: readableSort(model, access, entity.name, view.sort),
    columns: columns.map(([path, column]) => ({
      path,
      width: column.width,
      label: column.label as Text | undefined,
      total: column.total,
    })),
    card: (view.card ?? entity.subtitle).filter((path) => names.has(path.split('.')[0] ?? path)),
    groupBy: named(view.groupBy),
    start: named(view.start),
    end: named(view.end),
  };
}
