// Drags a row of a grid by its handle: where it would stand is told while it moves, the drop at the end. Escape ends it.

export interface LineDrag {
  rows(): readonly HTMLElement[];
  over(index: number | undefined): void;
  drop(from: number, to: number): void;
}

const THRESHOLD = 4;

function indexAt(rows: readonly HTMLElement[], y: number): number {
  const at = rows.findIndex((row) => {
    const { top, height } = row.getBoundingClientRect();
    return y < top + height / 2;
  });
  return at < 0 ? rows.length : at;
}

/** Starts with the press on a handle of the row `from`. */
export function dragLine(event: PointerEvent, from: number, drag: LineDrag): void {
  if (event.button !== 0) return;
  event.preventDefault();
  const handle = event.currentTarget as HTMLElement;
  handle.setPointerCapture(event.pointerId);
  const stop = new AbortController();
  const { signal } = stop;
  let place: number | undefined;
  const end = (isDropped: boolean) => {
    stop.abort();
    drag.over(undefined);
    if (!isDropped || place === undefined) return;
    const to = place > from ? place - 1 : place;
    if (to !== from) drag.drop(from, to);
  };
  const move = (moved: PointerEvent) => {
    if (place === undefined && Math.abs(moved.clientY - event.clientY) < THRESHOLD) return;
    place = indexAt(drag.rows(), moved.clientY);
    drag.over(place);
  };
  handle.addEventListener('pointermove', move, { signal });
  handle.addEventListener('pointerup', () => end(true), { signal });
  handle.addEventListener('pointercancel', () => end(false), { signal });
  const key = (pressed: KeyboardEvent) => {
    if (pressed.key !== 'Escape') return;
    pressed.stopPropagation();
    end(false);
  };
  document.addEventListener('keydown', key, { signal, capture: true });
}
