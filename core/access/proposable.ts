// What somebody may propose or review instead of writing it himself.
import type { Entity, Model } from '../model/model.ts';
import { REVIEW_ACTIONS } from '../packs/schema/policy.ts';
import type { Access, EntityAccess } from './access.ts';

/** Fields of an entity that may be proposed. */
export function proposableFields(entity: Entity, rights: EntityAccess): string[] {
  if (!entity.features.review || !rights.can('propose')) return [];
  const isProposable = (name: string) =>
    rights.right(name) !== 'hidden' && rights.rightOnRows(name, 'propose').most === 'write';
  return [...entity.fields.values()]
    .filter(
      (field) => !field.system && !field.computed && !field.readOnly && !field.settings.encrypted,
    )
    .map(({ name }) => name)
    .filter(isProposable);
}

/** Is there anything to propose or to review at all? */
export function takesPartInReview(model: Model, access: Access): boolean {
  return [...model.entities.values()].some((entity) => {
    const rights = access.entity(entity.name);
    return entity.features.review && rights.can('read') && REVIEW_ACTIONS.some(rights.can);
  });
}
