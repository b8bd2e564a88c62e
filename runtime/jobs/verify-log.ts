// Verifies the chain of the change log beside the requests: one run at a time, its progress can be asked for.
import { sql } from 'kysely';
import { verifyChain } from '../../core/records/audit-chain.ts';
import type { Runtime } from '../runtime.ts';

export interface Verification {
  readonly state: 'running' | 'sound' | 'broken' | 'failed';
  readonly rows: number;
  readonly total: number;
  /** Number of the first row that does not continue the chain. */
  readonly broken?: number;
  readonly startedAt: string;
  readonly finishedAt?: string;
}

const runs = new WeakMap<Runtime['database'], Verification>();

/** The last or running verification since the start of the process. */
export function lastVerification({ database }: Runtime): Verification | undefined {
  return runs.get(database);
}

/** Begins a verification, or joins the one that runs. */
export async function startVerification(runtime: Runtime): Promise<Verification> {
  const { database } = runtime;
  const count = sql`select count(*) as ${sql.id('n')} from ${sql.table('_audit')}`;
  const [row] = await database.read.all(count.compile(database.builder));
  // Nothing is waited for between the look and the start, so that two who ask at once start one.
  const running = runs.get(database);
  if (running?.state === 'running') return running;
  const startedAt = runtime.now().toISOString();
  const begun: Verification = { state: 'running', rows: 0, total: Number(row?.n ?? 0), startedAt };
  runs.set(database, begun);
  void run(runtime, begun);
  return begun;
}

async function run(runtime: Runtime, begun: Verification): Promise<void> {
  const { database, log } = runtime;
  const end = (state: Partial<Verification>) =>
    runs.set(database, { ...begun, ...state, finishedAt: runtime.now().toISOString() });
  try {
    const { rows, broken } = await verifyChain(database, async (state) => {
      runs.set(database, { ...begun, rows: state.rows });
      // Others take their turn between two batches.
      await new Promise((resolve) => setImmediate(resolve));
    });
    end({ state: broken === undefined ? 'sound' : 'broken', rows, broken });
  } catch (error) {
    log.error({ error: String(error) }, 'the change log could not be verified');
    end({ state: 'failed' });
  }
}
