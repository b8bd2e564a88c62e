// Carries an erasure through: the database in one transaction, then the contents of files nobody holds any more.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Entity } from '../core/model/model.ts';
import type { Context } from '../core/records/context.ts';
import { erasePerson } from '../core/records/erase.ts';
import type { Connection } from '../core/storage/database.ts';
import type { Runtime } from './runtime.ts';

/** Erases the person a record stands for, files included. */
export async function eraseRecord(
  runtime: Runtime,
  context: Context,
  entity: Entity,
  id: string,
  reason: string,
): Promise<void> {
  const { contents } = await runtime.database.write((connection: Connection) =>
    erasePerson(context, connection, entity, id, reason),
  );
  removeContents(runtime, contents);
}

/** Removes contents of files from the data folder. */
export function removeContents(runtime: Runtime, contents: readonly string[]): void {
  for (const sha256 of contents)
    rmSync(join(runtime.config.dataFolder, 'files', sha256.slice(0, 2), sha256), { force: true });
}
