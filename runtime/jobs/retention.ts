// Carries out how long data is kept: the rules of the metadata and the age of the sign-in log. Once a day in the server,
// or by `crm retention`.
import { AppError } from '../../core/errors.ts';
import { erasePerson } from '../../core/records/erase.ts';
import { purgeRecord } from '../../core/records/purge.ts';
import {
  countDue,
  type DueRecord,
  dueRecords,
  type RetentionRule,
  retentionRules,
} from '../../core/records/retention.ts';
import { readMeta, writeMeta } from '../../core/storage/meta.ts';
import { forgetEvents, SIGN_IN_EVENT } from '../auth/sign-in-log.ts';
import { removeContents } from '../erase-person.ts';
import type { Runtime } from '../runtime.ts';

export interface RetentionResult {
  readonly entity: string;
  readonly action: string;
  readonly from: string;
  readonly after: string;
  /** Records past their time. */
  readonly due: number;
  /** Of these, the ones that were removed or erased. */
  readonly done: number;
  /** Of these, the ones something else still needs. */
  readonly kept: number;
}

const BATCH = 200;

/** What the rules would do, without doing it. */
export async function planRetention(runtime: Runtime): Promise<RetentionResult[]> {
  const context = runtime.systemContext('retention');
  const results: RetentionResult[] = [];
  for (const rule of retentionRules(context.live.model))
    results.push({ ...told(rule), due: await countDue(context, rule), done: 0, kept: 0 });
  return results;
}

/** Carries all rules out. */
export async function runRetention(runtime: Runtime): Promise<RetentionResult[]> {
  const { model } = runtime.live.current;
  const results: RetentionResult[] = [];
  for (const rule of retentionRules(model)) {
    const result = await runRule(runtime, rule);
    if (result.due > 0) runtime.log.info({ ...result }, 'retention');
    results.push(result);
  }
  if (model.entities.has(SIGN_IN_EVENT)) await forgetEvents(runtime);
  return results;
}

function told({ entity, action, from, after }: RetentionRule) {
  return { entity: entity.name, action, from, after };
}

async function runRule(runtime: Runtime, rule: RetentionRule): Promise<RetentionResult> {
  const counts = { due: 0, done: 0, kept: 0 };
  for (let last = 0; ; ) {
    const context = runtime.systemContext('retention');
    const due = await dueRecords(context, rule, last, BATCH);
    for (const record of due) {
      counts.due++;
      if (await handle(runtime, rule, record)) counts.done++;
      else counts.kept++;
    }
    if (due.length < BATCH) return { ...told(rule), ...counts };
    last = due.at(-1)?.rid ?? last;
  }
}

/** Each record in a transaction of its own: one that is still needed keeps no other. @returns whether it is done */
async function handle(runtime: Runtime, rule: RetentionRule, { id }: DueRecord): Promise<boolean> {
  const { database, log } = runtime;
  const context = runtime.systemContext('retention');
  const reason = `retention ${rule.after}`;
  try {
    const contents = await database.write(async (connection) =>
      rule.action === 'delete'
        ? purgeRecord(context, connection, rule.entity, id, reason)
        : (await erasePerson(context, connection, rule.entity, id, reason)).contents,
    );
    removeContents(runtime, contents);
    return true;
  } catch (error) {
    // What went with an earlier record is done already.
    if (error instanceof AppError && error.code === 'record.not-found') return true;
    const isNeeded = error instanceof AppError || database.dialect.failure(error) !== undefined;
    if (!isNeeded) throw error;
    log.warn({ entity: rule.entity.name, record: id, error: String(error) }, 'retention: kept');
    return false;
  }
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LAST_RUN = 'retention run';

/** Runs the rules once a day as long as the server runs. @returns ends it, after what is running */
export function keepRetention(runtime: Runtime): () => Promise<void> {
  let running = Promise.resolve();
  const look = () => {
    running = running
      .then(() => runOncePerDay(runtime))
      .catch((error) => runtime.log.error({ error: String(error) }, 'retention failed'));
  };
  const first = setTimeout(look, MINUTE);
  const timer = setInterval(look, HOUR);
  for (const each of [first, timer]) each.unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
    return running;
  };
}

/** @returns when today's run is over; at once when it was made already */
export async function runOncePerDay(runtime: Runtime): Promise<void> {
  const { database } = runtime;
  const { today } = runtime.systemContext('retention');
  if ((await readMeta(database, database.read, LAST_RUN)) === today) return;
  await database.write((connection) => writeMeta(database, connection, LAST_RUN, today));
  await runRetention(runtime);
}
