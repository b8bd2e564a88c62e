// Step: a record may not leave its writer's reach by being written, and its fields are judged by the policies that hold
// for the record as it has become.
import { referencesIn, rulesIn } from '../../access/condition.ts';
import { AppError } from '../../errors.ts';
import { readsOf } from '../../model/expr-paths.ts';
import { scopeExpr } from '../conditions.ts';
import { isReachable } from '../load.ts';
import { rightsToRecord } from '../record-rights.ts';
import { refuseProblems, reportField, type Write } from '../write-state.ts';
import { STAMPS } from './persist.ts';

/** A record may not leave the actor's own reach by being written: nobody can hide what he changes. */
export async function staysInScope(write: Write): Promise<void> {
  if (write.trusted) return;
  const { context, connection, entity, action } = write;
  await mayHaveWritten(write);
  if (!mayLeaveScope(write)) return;
  if (await isReachable(context, connection, entity, write.id, action)) return;
  const isHandover =
    action === 'update' && (write.changed.has('owner') || write.changed.has('department'));
  if (isHandover && context.access.entity(entity.name).can('transfer')) return;
  throw new AppError('access.denied', { entity: entity.label[context.actor.locale], action });
}

/** The fields of a new record are judged by the policies that let this record be created. */
async function mayHaveWritten(write: Write): Promise<void> {
  const { context, connection, entity, action, input } = write;
  if (action !== 'create' || !context.access.entity(entity.name).varies('create')) return;
  const rights = await rightsToRecord(context, connection, entity, write.id, 'create');
  for (const name of Object.keys(input))
    if (rights && !rights.mayWrite(name)) reportField(write, name, 'record.read-only');
  refuseProblems(write);
}

/** A record that was within the scope when it was loaded stays there unless something the scope reads has changed. */
function mayLeaveScope({ context, entity, action, before, changed }: Write): boolean {
  const scope = context.access.entity(entity.name).scope(action);
  if (scope === true) return false;
  if (scope === false || before === null) return true;
  const { model } = context.live;
  const exprs = rulesIn(scope).map((rule) => scopeExpr(model, entity.name, rule));
  const { paths, collections } = readsOf(exprs);
  const moves = (path: string) => path.includes('.') || STAMPS.includes(path) || changed.has(path);
  return (
    collections.size > 0 ||
    [...paths].some(moves) ||
    referencesIn(scope).some((name) => moves(name))
  );
}
