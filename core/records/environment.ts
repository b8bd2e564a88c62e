// What the rules of a record under change can see: its new values, its lines as sent, and — loaded only when a rule asks —
// records it refers to, records that refer to it, and the department tree.
import { sql } from 'kysely';
import { type RuleReads, readsOf } from '../model/expr-paths.ts';
import type { Classification } from '../model/model.ts';
import type { RuleEnv } from '../rules/env.ts';
import { recordEnv } from '../rules/env.ts';
import type { Expr } from '../rules/expr.ts';
import { QueryBuild, QueryScope } from './query-scope.ts';
import { type PlainRecord, select } from './select.ts';
import { compileStatement, fillStatement, ruleInputs } from './statement.ts';
import type { Write } from './write-state.ts';

interface Needs extends RuleReads {
  readonly departments: boolean;
}
const needs = new WeakMap<readonly Expr[], Needs>();

/** What a set of rules reads. Sets are made once per entity and step, so the answer is kept with them. */
function needsOf(exprs: readonly Expr[]): Needs {
  const known = needs.get(exprs);
  if (known) return known;
  const found = { ...readsOf(exprs), departments: needsDepartments(exprs) };
  needs.set(exprs, found);
  return found;
}

/** The environment for a set of rules over the record as it will be. */
export async function environment(write: Write, exprs: readonly Expr[]): Promise<RuleEnv> {
  const { paths, collections, departments } = needsOf(exprs);
  const expanded: { [name: string]: unknown } = { ...write.record };
  for (const [field, rests] of byReference(paths)) {
    const loaded = await loadReferenced(write, field, rests);
    if (loaded) expanded[field] = loaded;
  }
  for (const [name, inner] of collections)
    expanded[name] = await collectionRows(write, name, inner);
  const parents = departments ? await departmentParents(write) : undefined;
  return recordEnv(expanded, {
    inputs: ruleInputs(write.context),
    old: write.before ?? undefined,
    isWithin: (tree, node, ancestor) => isWithin(write, tree, node, ancestor, parents),
  });
}

/** Paths over references, by the reference they start with. */
function byReference(paths: ReadonlySet<string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of paths) {
    const dot = path.indexOf('.');
    if (dot > 0)
      found.set(path.slice(0, dot), [
        ...(found.get(path.slice(0, dot)) ?? []),
        path.slice(dot + 1),
      ]);
  }
  return found;
}

/** Reads paths of the referenced record, as the engine: a rule means the same for everybody. */
async function loadReferenced(
  write: Write,
  name: string,
  rests: readonly string[],
): Promise<PlainRecord | undefined> {
  const field = write.entity.fields.get(name);
  const id = write.record[name];
  if (field?.targets.length !== 1 || typeof id !== 'string') return undefined;
  const rows = await readTrusted(write, field.targets[0] ?? '', 'id', id, rests);
  return rows[0];
}

async function collectionRows(
  write: Write,
  name: string,
  paths: ReadonlySet<string>,
): Promise<PlainRecord[]> {
  const given = write.lines.get(name);
  if (given) return given.map((line) => line.record);
  const collection = write.entity.collections.get(name);
  if (!collection || !write.before) return [];
  return readTrusted(write, collection.entity, collection.field, write.id, [...paths]);
}

async function readTrusted(
  write: Write,
  entityName: string,
  column: string,
  value: string,
  paths: readonly string[],
): Promise<PlainRecord[]> {
  const { context, connection } = write;
  const build = new QueryBuild(context.live.model, context.database.dialect, undefined);
  const entity = build.entity(entityName);
  const scope = new QueryScope(build, entity, 't');
  const selection = select(scope, paths);
  const statement = sql`select ${sql.join(selection.columns)} from ${sql.table(entity.table)} as ${sql.id('t')} ${build.joinSql()}
    where ${scope.column(column)} = ${value} and ${sql.ref('t.deleted_at')} is null`;
  const query = fillStatement(compileStatement(context.database, statement), ruleInputs(context));
  const rows = await connection.all(query);
  return rows.map((row) => selection.decode(row));
}

function needsDepartments(exprs: readonly Expr[]): boolean {
  const uses = (expr: Expr): boolean => {
    if (expr.kind === 'collection') return expr.body !== null && uses(expr.body);
    if (expr.kind !== 'call') return false;
    const isTree =
      expr.operator === 'within' &&
      expr.args.some((arg) => arg.type.classifications?.includes('department'));
    return isTree || expr.args.some(uses);
  };
  return exprs.some(uses);
}

async function departmentParents(write: Write): Promise<Map<string, string | null>> {
  const query = {
    sql: 'select "department"."id", "department"."parent" from "department"',
    parameters: [],
  };
  const rows = await write.connection.all(query);
  return new Map(
    rows.map((row) => [String(row.id), row.parent === null ? null : String(row.parent)]),
  );
}

function isWithin(
  write: Write,
  tree: string,
  node: string,
  ancestor: string,
  parents?: ReadonlyMap<string, string | null>,
): boolean {
  if (tree === 'department') return climbs(node, ancestor, (code) => parents?.get(code) ?? null);
  const classification = write.context.live.model.classifications.get(tree);
  return classification !== undefined && isNodeWithin(classification, node, ancestor);
}

/** Both codes as records hold them: `3911`, or `2011/3911` for a node of another edition. */
export function isNodeWithin(
  classification: Classification,
  node: string,
  ancestor: string,
): boolean {
  const [edition, code] = splitEdition(classification, node);
  const [other, top] = splitEdition(classification, ancestor);
  if (edition !== other) return false;
  const nodes = classification.editions.get(edition)?.nodes;
  return climbs(code, top, (current) => nodes?.get(current)?.parent ?? null);
}

export function splitEdition(
  classification: Classification,
  value: string,
): [edition: string, code: string] {
  const slash = value.indexOf('/');
  return slash < 0
    ? [classification.current, value]
    : [value.slice(0, slash), value.slice(slash + 1)];
}

function climbs(node: string, ancestor: string, parent: (node: string) => string | null): boolean {
  let current: string | null = node;
  for (let depth = 0; current !== null && depth < 64; depth++) {
    if (current === ancestor) return true;
    current = parent(current);
  }
  return false;
}
