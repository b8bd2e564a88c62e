// The plan of a change: the draft laid on the site layer, checked, and everything it would do. Planning changes nothing.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Problem } from '../../core/errors.ts';
import type { Model } from '../../core/model/model.ts';
import type { Connection, Database } from '../../core/storage/database.ts';
import { liveVersion, plannedSteps } from '../../core/storage/migrate.ts';
import type { Step } from '../../core/storage/step.ts';
import { fieldsWithoutKey } from '../encryption.ts';
import type { Runtime } from '../runtime.ts';
import { type AccessChange, accessChanges } from './access-changes.ts';
import { type Candidate, candidateOf, mergedWith } from './candidate.ts';
import { type DraftFiles, readDraft, withDraft } from './draft.ts';
import { type NodeChange, nodeChanges } from './node-changes.ts';
import { peopleProblems, roleHolders } from './people.ts';
import { readSiteFiles, SITE, type SiteFiles } from './site-layer.ts';

export interface Plan {
  /** What `apply` is given; null while there are problems or nothing to apply. */
  readonly hash: string | null;
  /** Metadata version the plan starts from. */
  readonly version: number;
  readonly problems: readonly Problem[];
  readonly changes: readonly NodeChange[];
  readonly access: readonly AccessChange[];
  readonly steps: readonly Step[];
}

/** A plan with what applying it needs. */
export interface PreparedPlan extends Plan {
  readonly site: SiteFiles;
  readonly draft: DraftFiles;
  readonly model?: Model;
}

/** Plans the draft of a person on what is in force now. */
export async function planDraft(
  runtime: Runtime,
  user: string,
  from?: Connection,
): Promise<PreparedPlan> {
  const { database, live } = runtime;
  const connection = from ?? database.read;
  const site = await readSiteFiles(database, connection);
  const draft = await readDraft(database, user, connection);
  const base = await liveVersion(database);
  const version = base?.number ?? live.current.version;
  const candidate = candidateOf(runtime, withDraft(site, draft), site);
  const changes = nodeChanges(mergedWith(runtime, site), candidate.metadata);
  const judged = await judge(runtime, user, candidate);
  const problems = [...candidate.problems, ...judged.problems];
  const isReady = problems.length === 0 && draft.size > 0;
  const hash = isReady ? hashOf(base?.hash ?? '', draft) : null;
  const { access, steps } = judged;
  const model = problems.length === 0 ? candidate.model : undefined;
  return { hash, version, problems, changes, access, steps, site, draft, model };
}

/** What a sound model would do to people and tables. */
async function judge(
  runtime: Runtime,
  user: string,
  { model }: Candidate,
): Promise<Pick<Plan, 'problems' | 'access' | 'steps'>> {
  if (!model) return { problems: [], access: [], steps: [] };
  const { database, live, now } = runtime;
  const before = live.current.model;
  const holders = await roleHolders(database, now().toISOString());
  const people = (role: string) => holders.all.get(role)?.size ?? 0;
  const names = await namesIn(database, before, model);
  return {
    problems: [...keyProblems(database, model), ...peopleProblems(holders, before, model, user)],
    access: accessChanges({ before, after: model, people, names }),
    steps: await plannedSteps(database, model),
  };
}

/** Fields that are stored encrypted need a key. */
function keyProblems(database: Database, model: Model): Problem[] {
  const fields = fieldsWithoutKey(database.dialect.vault, model);
  return fields.length === 0 ? [] : [{ code: 'encryption.no-key', at: SITE, params: { fields } }];
}

/** Base and draft together: another base or another draft is another plan. */
function hashOf(base: string, draft: DraftFiles): string {
  const text = JSON.stringify([base, [...draft]]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Names of the departments and people that rules of policies name. */
async function namesIn(database: Database, ...models: Model[]): Promise<Map<string, string>> {
  const text = JSON.stringify(models.map(({ policies }) => policies));
  const ids = [...new Set(text.match(ID) ?? [])];
  if (ids.length === 0) return new Map();
  const of = (table: string) =>
    sql`select ${sql.ref(`${table}.id`)}, ${sql.ref(`${table}.name`)} from ${sql.table(table)}
    where ${sql.ref(`${table}.id`)} in (${sql.join(ids)})`;
  const query = sql`${of('department')} union all ${of('user')}`;
  const rows = await database.read.all(query.compile(database.builder));
  return new Map(rows.map(({ id, name }) => [String(id), String(name)]));
}
