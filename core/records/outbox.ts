// What leaves the process after commit — mails, notifications, webhooks — is first a row, written with the change itself.
import type { Connection } from '../storage/database.ts';
import type { Context } from './context.ts';

/** Queues a message in the transaction at hand; it exists exactly when the change does. */
export async function enqueue(
  context: Context,
  connection: Connection,
  topic: string,
  payload: object,
): Promise<void> {
  const row = {
    id: context.newId(),
    at: context.now,
    topic,
    payload: JSON.stringify(payload),
    attempts: 0,
    due: context.now,
  };
  await connection.run(context.database.builder.insertInto('_outbox').values(row).compile());
}
