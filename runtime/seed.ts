// Fills a client with what its packs bring: role records, reference data, the first administrator, demonstration data.
import { createHash } from 'node:crypto';
import type { LoadKeys } from '../core/import/match.ts';
import { csvRows, type ImportRow, jsonRows } from '../core/import/rows.ts';
import { importRows, KEY_COLUMN } from '../core/import/run.ts';
import type { DataFile } from '../core/packs/source.ts';
import type { Context } from '../core/records/context.ts';
import { listRecords } from '../core/records/list.ts';
import type { Affected } from '../core/records/rollup.ts';
import { createRecord, settleRollups, updateRecord } from '../core/records/write.ts';
import type { Connection } from '../core/storage/database.ts';
import { readMeta, writeMeta } from '../core/storage/meta.ts';
import { createAdministrator, hasAdministrator } from './auth/setup.ts';
import type { Runtime } from './runtime.ts';

/**
 * Role records mirror the roles of the packs, so that people can be given them like any other reference.
 * @param connection an open transaction to take part in
 */
export async function syncRoles(
  context: Context,
  locale: string,
  connection?: Connection,
): Promise<void> {
  const fields = ['key', 'label_zh', 'label_en', 'description', 'administrator'];
  const { items } = await listRecords(context, 'role', { fields, limit: 200 });
  const known = new Map(items.map((item) => [String(item.key), item]));
  const { roles } = context.live.model;
  const options = { trusted: true, connection };
  for (const [key, role] of roles) {
    const values = {
      key,
      label_zh: role.label?.['zh-CN'] ?? key,
      label_en: role.label?.en ?? key,
      description: role.description?.[locale] ?? null,
      administrator: role.administrator ?? false,
    };
    const existing = known.get(key);
    if (!existing) await createRecord(context, 'role', values, options);
    else if (Object.entries(values).some(([name, value]) => existing[name] !== value))
      await updateRecord(context, 'role', String(existing.id), values, undefined, options);
  }
  // A role that is gone gives nothing any more, administration least of all.
  for (const [key, { id, administrator }] of known)
    if (!roles.has(key) && administrator === true)
      await updateRecord(context, 'role', String(id), { administrator: false }, undefined, options);
}

/** Everything a new or upgraded client starts with. */
export async function seed(
  runtime: Runtime,
  options: { isNew: boolean; sample: boolean },
): Promise<void> {
  const files = runtime.packs.flatMap((pack) => pack.dataFiles);
  await loadOnce(
    runtime,
    'data',
    files.filter((file) => !file.sample),
  );
  const { administrator } = runtime.config;
  if (administrator && !(await hasAdministrator(runtime))) {
    await createAdministrator(runtime, {
      ...administrator,
      name: administrator.email.split('@')[0] ?? 'admin',
    });
  }
  if (options.sample)
    await loadOnce(
      runtime,
      'sample',
      files.filter((file) => file.sample),
    );
}

/** Loads a set of data files unless exactly this set was loaded before. */
async function loadOnce(runtime: Runtime, name: string, files: readonly DataFile[]): Promise<void> {
  if (files.length === 0) return;
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.pack).update(file.path).update(file.read());
  const digest = hash.digest('hex');
  const marker = `${name}:loaded`;
  if ((await readMeta(runtime.database, runtime.database.read, marker)) === digest) return;
  const context = runtime.systemContext(`packs ${name}`);
  await runtime.database.write(async (connection) => {
    const loads = inDependencyOrder(
      context,
      files.map((file) => ({ entity: file.entity, rows: rowsOf(file) })),
    );
    const keys = keysOf(context, loads);
    const affected: Affected = new Map();
    for (const { entity: entityName, rows } of loads) {
      const entity = context.live.model.entities.get(entityName);
      if (!entity) continue;
      const key = entity.keys.find((candidate) => candidate.fields.length === 1)?.fields[0];
      await importRows(context, entity, rows, {
        mode: 'insert',
        key,
        keys,
        trusted: true,
        connection,
        affected,
      });
    }
    await settleRollups(context, connection, affected);
    await writeMeta(runtime.database, connection, marker, digest);
  });
  runtime.log.info({ files: files.length }, `${name} loaded`);
}

interface Load {
  readonly entity: string;
  readonly rows: readonly ImportRow[];
}

/** Records that others refer to come first, as far as there are no circles. */
function inDependencyOrder(context: Context, loads: readonly Load[]): Load[] {
  const order: string[] = [];
  const visit = (name: string, path: readonly string[]) => {
    if (order.includes(name) || path.includes(name)) return;
    for (const field of context.live.model.entities.get(name)?.fields.values() ?? []) {
      if (!field.system && field.storage.kind !== 'lines')
        for (const target of field.targets) visit(target, [...path, name]);
    }
    order.push(name);
  };
  for (const { entity } of loads) visit(entity, []);
  return [...loads].sort((a, b) => order.indexOf(a.entity) - order.indexOf(b.entity));
}

function rowsOf(file: DataFile): ImportRow[] {
  return file.path.endsWith('.csv') ? csvRows(file.read()) : jsonRows(file.read());
}

/** Ids for all keyed rows of a load, made before anything is written, so that rows may refer to later ones. */
function keysOf(
  context: Context,
  loads: readonly { entity: string; rows: readonly ImportRow[] }[],
): LoadKeys {
  const keys = new Map<string, { entity: string; id: string }>();
  for (const { entity, rows } of loads) {
    for (const row of rows) {
      const key = row.cells[KEY_COLUMN];
      if (typeof key === 'string' && key !== '') keys.set(key, { entity, id: context.newId() });
    }
  }
  return keys;
}
