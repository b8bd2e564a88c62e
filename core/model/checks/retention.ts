// A retention rule counts from a date the entity has, and erases only where something is marked as personal.
import type { DraftEntity } from '../build-entities.ts';

/** Reports a retention rule that cannot be carried out. */
export function checkRetention(entity: DraftEntity): void {
  const { retention } = entity.def;
  if (!retention) return;
  const kind = entity.fields.get(retention.from)?.ruleType.kind;
  const hasDate = kind === 'date' || kind === 'datetime';
  const hasPersonal = [...entity.fields.values()].some(({ def }) => def.personal === true);
  if (hasDate && (retention.action !== 'erase' || hasPersonal)) return;
  entity.report('/retention', 'meta.retention', { field: retention.from });
}
