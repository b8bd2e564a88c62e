// Checks that layouts and views name fields and paths that exist, and that their rules hold water.
import { nearest } from '../../errors.ts';
import { nodesOf } from '../../packs/merge.ts';
import type { LayoutDef } from '../../packs/schema/layout.ts';
import type { ViewDef } from '../../packs/schema/view.ts';
import type { RuleType } from '../../rules/rule.ts';
import { compileAt } from '../build-rules.ts';
import { type Building, type Report, reporter } from '../building.ts';
import type { Entity } from '../model.ts';
import { type EntityLookup, resolvePath, ruleNames } from '../rule-names.ts';

const CONDITION: RuleType = { kind: 'boolean' };

interface Place {
  readonly entity: Entity;
  readonly lookup: EntityLookup;
  readonly report: Report;
}

/** Checks every layout and view of every entity. */
export function checkLayoutsAndViews(
  building: Building,
  entities: ReadonlyMap<string, Entity>,
  lookup: EntityLookup,
): void {
  for (const kind of ['layout', 'view'] as const) {
    for (const node of nodesOf(building.metadata, kind)) {
      const entity = entities.get(node.key.split('/')[0] ?? '');
      if (!entity) continue;
      const place = { entity, lookup, report: reporter(building, node) };
      if (kind === 'layout' && entity.layouts.includes(node.value as never))
        checkLayout(place, node.value as LayoutDef);
      if (kind === 'view' && entity.views.includes(node.value as never))
        checkView(place, node.value as ViewDef);
    }
  }
}

function checkPath(place: Place, path: string, pointer: string): void {
  if (path.startsWith('$') || resolvePath(place.lookup, place.entity.name, path)) return;
  const hint = nearest(path, place.entity.fields.keys());
  place.report(pointer, 'meta.unknown-field', { entity: place.entity.name, name: path, hint });
}

function checkPaths(place: Place, paths: readonly string[] | undefined, pointer: string): void {
  for (const [index, path] of (paths ?? []).entries())
    checkPath(place, path, `${pointer}/${index}`);
}

function checkSort(place: Place, sort: string | undefined, pointer: string): void {
  for (const path of sort?.split(',') ?? []) checkPath(place, path.replace(/^-/, ''), pointer);
}

function checkLayout(place: Place, layout: LayoutDef): void {
  const names = ruleNames(place.lookup, place.entity.name);
  checkPaths(place, layout.highlights, '/highlights');
  if (layout.stage !== undefined) checkPath(place, layout.stage, '/stage');
  for (const [section, def] of Object.entries(layout.sections ?? {})) {
    const pointer = `/sections/${section}`;
    compileAt(def.visibleWhen, names, `${pointer}/visibleWhen`, place.report, CONDITION);
    for (const [field, placed] of Object.entries(def.fields)) {
      checkPath(place, field, `${pointer}/fields/${field}`);
      compileAt(
        placed.visibleWhen,
        names,
        `${pointer}/fields/${field}/visibleWhen`,
        place.report,
        CONDITION,
      );
    }
  }
  for (const [tab, def] of Object.entries(layout.tabs ?? {})) {
    compileAt(def.visibleWhen, names, `/tabs/${tab}/visibleWhen`, place.report, CONDITION);
  }
  for (const [name, related] of Object.entries(layout.related ?? {})) {
    checkRelated(place, `/related/${name}`, related);
  }
  for (const [name, entry] of Object.entries(layout.timeline ?? {})) {
    checkTimeline(place, `/timeline/${name}`, entry);
  }
}

/** Reports an entity that is not there, or whose field does not point here; answers the place to check the rest at. */
function checkPointing(
  place: Place,
  pointer: string,
  { entity, field: name }: { entity: string; field: string },
): Place | undefined {
  const target = place.lookup.entity(entity);
  if (!target) {
    place.report(`${pointer}/entity`, 'meta.unknown-entity', { name: entity });
    return undefined;
  }
  if (!target.fields.get(name)?.targets.includes(place.entity.name)) {
    const hint = nearest(name, target.fields.keys());
    place.report(`${pointer}/field`, 'meta.unknown-field', { entity: target.name, name, hint });
  }
  return { ...place, entity: target as Entity };
}

function checkTimeline(
  place: Place,
  pointer: string,
  entry: NonNullable<LayoutDef['timeline']>[string],
): void {
  const there = checkPointing(place, pointer, entry);
  if (!there) return;
  checkPath(there, entry.at, `${pointer}/at`);
  checkPaths(there, entry.title, `${pointer}/title`);
  if (entry.body !== undefined) checkPath(there, entry.body, `${pointer}/body`);
  const names = ruleNames(place.lookup, there.entity.name);
  compileAt(entry.filter, names, `${pointer}/filter`, place.report, CONDITION);
}

function checkRelated(
  place: Place,
  pointer: string,
  related: NonNullable<LayoutDef['related']>[string],
): void {
  const there = checkPointing(place, pointer, related);
  if (!there) return;
  checkPaths(there, related.columns, `${pointer}/columns`);
  checkSort(there, related.sort, `${pointer}/sort`);
  compileAt(
    related.filter,
    ruleNames(place.lookup, there.entity.name),
    `${pointer}/filter`,
    place.report,
    CONDITION,
  );
}

function checkView(place: Place, view: ViewDef): void {
  compileAt(
    view.filter,
    ruleNames(place.lookup, place.entity.name),
    '/filter',
    place.report,
    CONDITION,
  );
  checkSort(place, view.sort, '/sort');
  for (const path of Object.keys(view.columns ?? {})) checkPath(place, path, `/columns/${path}`);
  checkPaths(place, view.card, '/card');
  for (const key of ['groupBy', 'start', 'end', 'place', 'parent'] as const) {
    const path = view[key];
    if (path !== undefined) checkPath(place, path, `/${key}`);
  }
}
