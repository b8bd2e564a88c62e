// Old data goes in batches, each in a transaction of its own, so that nobody waits long for it.
import type { Connection, Database } from '../../core/storage/database.ts';

/** Runs `work` in transactions until it has handled fewer than a full batch. @returns how many it handled */
export async function inBatches(
  database: Database,
  size: number,
  work: (connection: Connection) => Promise<number>,
): Promise<number> {
  let total = 0;
  for (let handled = size; handled === size; ) {
    handled = await database.write(work);
    total += handled;
  }
  return total;
}
