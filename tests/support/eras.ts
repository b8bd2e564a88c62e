// One client's data under one model after the other, for tests of metadata changes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { findDrift } from '../../core/storage/migrate.ts';
import { projectFolder } from '../../runtime/config.ts';
import { type Files, packFolder, text } from './pack-files.ts';
import { postgresDatabase } from './postgres.ts';
import { type databases, startWorld, type World } from './world.ts';

/** A field definition with its id. */
export const field = (id: string, type: string, extra: object = {}) => ({
  id,
  type,
  label: text(id),
  ...extra,
});

/** The same client under one model after the other. */
export async function eras(
  database: (typeof databases)[number],
  steps: readonly [files: Files, live: (world: World) => Promise<void>][],
): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'crm-eras-'));
  const environment: Record<string, string> =
    database === 'postgres' ? { DATABASE_URL: await postgresDatabase() } : {};
  for (const [packed, live] of steps) {
    const { folder, remove } = packFolder('eras', packed);
    const onlyPacks = [join(projectFolder, 'metadata', 'system'), folder];
    const world = await startWorld(database, { dataFolder, environment, onlyPacks });
    try {
      expect(await findDrift(world.runtime.database)).toEqual([]);
      await live(world);
    } finally {
      await world.close();
      remove();
    }
  }
  rmSync(dataFolder, { recursive: true, force: true });
}
