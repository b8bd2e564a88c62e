// Which records of a list are chosen: some, or all the list has but some.

export interface ListSelection {
  /** All records of the list; `ids` are then the exceptions. */
  readonly all: boolean;
  readonly ids: ReadonlySet<string>;
}

export const NOTHING: ListSelection = { all: false, ids: new Set() };
export const EVERYTHING: ListSelection = { all: true, ids: new Set() };

export function isChosen({ all, ids }: ListSelection, id: string): boolean {
  return all !== ids.has(id);
}

export function chosenCount({ all, ids }: ListSelection, total: number): number {
  return all ? Math.max(0, total - ids.size) : ids.size;
}

export function withToggled({ all, ids }: ListSelection, id: string): ListSelection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { all, ids: next };
}

export function withChosen({ all, ids }: ListSelection, more: Iterable<string>): ListSelection {
  const next = new Set(ids);
  for (const id of more) {
    if (all) next.delete(id);
    else next.add(id);
  }
  return { all, ids: next };
}
