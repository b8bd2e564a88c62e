// Which layout a form uses; an entity without one gets all its fields in two columns.
import type { ClientEntity, ClientLayout } from '../../../core/model/client.ts';

function fallback(entity: ClientEntity): ClientLayout {
  const names = Object.values(entity.fields)
    .filter((field) => !field.system || field.name === 'owner' || field.name === 'record_type')
    .map((field) => ({ name: field.name, span: 1 }));
  const main = { name: 'main', columns: 2, collapsed: false, fields: names };
  return {
    name: 'all',
    kind: 'form',
    recordTypes: [],
    tabs: [],
    sections: [main],
    highlights: [],
    related: [],
    timeline: [],
  };
}

export function layoutOf(
  entity: ClientEntity,
  kind: ClientLayout['kind'],
  recordType?: string,
): ClientLayout {
  const fitting = entity.layouts.filter(
    (layout) =>
      layout.kind === kind &&
      (layout.recordTypes.length === 0 || (recordType && layout.recordTypes.includes(recordType))),
  );
  // A layout for just this record type is meant more than one for all.
  return fitting.find((layout) => layout.recordTypes.length > 0) ?? fitting[0] ?? fallback(entity);
}
