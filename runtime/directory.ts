// What signing in asks of the model: which role a role record stands for, and whose policies need the reporting line.
import type { Model } from '../core/model/model.ts';
import type { Database } from '../core/storage/database.ts';
import type { Directory } from './auth/sessions.ts';

/** Role records by id, and the roles whose policies ask for the reporting line. */
export async function loadDirectory(database: Database, model: Model): Promise<Directory> {
  const rows = await database.read.all({
    sql: 'select "role"."id", "role"."key" from "role"',
    parameters: [],
  });
  const asking = model.policies.filter((policy) =>
    /subordinates/.test(JSON.stringify(policy.entities)),
  );
  return {
    roleKeys: new Map(rows.map((row) => [String(row.id), String(row.key)])),
    rolesWithSubordinates: new Set(asking.flatMap((policy) => policy.roles)),
  };
}
