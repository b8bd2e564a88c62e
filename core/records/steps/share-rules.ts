// Step: a share rule must be about an entity whose records can be shared, and its condition a rule over them; a malformed
// one is refused here and gives nothing where it is met all the same.
import { soundCondition } from '../../access/grants.ts';
import type { Rule } from '../../rules/rule.ts';
import { reportField, type Write } from '../write-state.ts';

export function checkShareRule(write: Write): void {
  if (write.entity.name !== 'share_rule' || write.action === 'delete') return;
  const { model } = write.context.live;
  const { entity: name, condition, from_departments: departments } = write.record;
  const entity = model.entities.get(String(name));
  if (!entity) return reportField(write, 'entity', 'meta.unknown-entity', { name });
  if (!entity.features.owner && Array.isArray(departments) && departments.length > 0)
    reportField(write, 'from_departments', 'access.no-owner', { entity: name });
  if (condition === null || condition === undefined) return;
  for (const problem of soundCondition(model, entity, condition as Rule))
    write.problems.push({ ...problem, at: `${write.at}/condition${problem.at}` });
}
