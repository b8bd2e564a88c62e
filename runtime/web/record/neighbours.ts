// The list a record was opened from: which record is before and after it. The last list shown is remembered.
export interface Neighbours {
  readonly entity: string;
  /** Place of a record in the list, from 0; nothing when it is not in it. */
  placeOf(id: string): number | undefined;
  /** Id of the record at a place, fetched where needed. */
  idAt(place: number): Promise<string | undefined>;
  /** Number of records in the whole list. */
  total(): number;
}

export interface Position {
  /** From 1. */
  at: number;
  count: number;
}

let current: Neighbours | undefined;

/** Called by a list when it is shown. */
export function provideNeighbours(list: Neighbours | undefined): void {
  current = list;
}

/** Where a record stands in the last list; nothing when it is not in it. */
export function positionOf(entity: string, id: string): Position | undefined {
  const place = current?.entity === entity ? current.placeOf(id) : undefined;
  return current && place !== undefined ? { at: place + 1, count: current.total() } : undefined;
}

/** The id of the record one step away. */
export async function neighbourOf(
  entity: string,
  id: string,
  step: 1 | -1,
): Promise<string | undefined> {
  const place = current?.entity === entity ? current.placeOf(id) : undefined;
  if (!current || place === undefined) return undefined;
  const wanted = place + step;
  return wanted < 0 || wanted >= current.total() ? undefined : current.idAt(wanted);
}
