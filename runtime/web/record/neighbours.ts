// The list a record was opened from: which record is before and after it. The last list shown is remembered.
export interface Neighbours {
  entity: string;
  /** Ids loaded so far, in the order of the list. */
  ids(): readonly string[];
  /** Number of records in the whole list, when it is known. */
  total(): number | undefined;
  /** Loads the next page; the ids grow unless the list is at its end. */
  more(): Promise<void>;
}

export interface Position {
  /** From 1. */
  at: number;
  count: number;
  previous: string | undefined;
  hasNext: boolean;
}

let current: Neighbours | undefined;

/** Called by a list when it is shown. */
export function provideNeighbours(list: Neighbours | undefined): void {
  current = list;
}

/** Where a record stands in the last list; nothing when it is not in it. */
export function positionOf(entity: string, id: string): Position | undefined {
  if (current?.entity !== entity) return undefined;
  const ids = current.ids();
  const index = ids.indexOf(id);
  if (index < 0) return undefined;
  const count = Math.max(current.total() ?? 0, ids.length);
  return { at: index + 1, count, previous: ids[index - 1], hasNext: index + 1 < count };
}

/** The id of the record one step away, loading the next page where needed. */
export async function neighbourOf(
  entity: string,
  id: string,
  step: 1 | -1,
): Promise<string | undefined> {
  if (current?.entity !== entity) return undefined;
  const index = current.ids().indexOf(id);
  if (index < 0) return undefined;
  if (step === 1 && index + 1 >= current.ids().length) await current.more();
  return current.ids()[index + step];
}
