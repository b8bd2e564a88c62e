// Moving and resizing columns with the pointer. Nothing in the DOM is moved: where the column would land is told.

const THRESHOLD = 5;

/** Follows a pointer from its press until it is let go, or Escape. */
function follow(
  event: PointerEvent,
  moved: (each: PointerEvent) => void,
  ended: (isKept: boolean) => void,
): void {
  const target = event.currentTarget as HTMLElement;
  const { pointerId } = event;
  const stop = (isKept: boolean) => {
    target.removeEventListener('pointermove', moved);
    target.removeEventListener('pointerup', up);
    target.removeEventListener('pointercancel', cancel);
    document.removeEventListener('keydown', key, true);
    if (target.hasPointerCapture(pointerId)) target.releasePointerCapture(pointerId);
    ended(isKept);
  };
  const up = () => stop(true);
  const cancel = () => stop(false);
  const key = (each: KeyboardEvent) => {
    if (each.key !== 'Escape') return;
    each.preventDefault();
    each.stopPropagation();
    stop(false);
  };
  target.addEventListener('pointermove', moved);
  target.addEventListener('pointerup', up);
  target.addEventListener('pointercancel', cancel);
  document.addEventListener('keydown', key, true);
}

/** Tells the width while the edge of a column is dragged. */
export function dragEdge(
  event: PointerEvent,
  width: number,
  resize: (width: number) => void,
): void {
  event.preventDefault();
  event.stopPropagation();
  const grip = event.currentTarget as HTMLElement;
  grip.setPointerCapture(event.pointerId);
  const from = event.clientX;
  follow(
    event,
    (each) => resize(width + each.clientX - from),
    (isKept) => {
      if (!isKept) resize(width);
    },
  );
}

export interface ColumnDrag {
  /** Heads of the columns, in order. */
  heads(): readonly HTMLElement[];
  from: number;
  /** The place it would take, while it is dragged; undefined when it is over. */
  over(to: number | undefined): void;
  drop(to: number): void;
}

function placeAt(heads: readonly HTMLElement[], x: number): number {
  const at = heads.findIndex((head) => {
    const { left, right } = head.getBoundingClientRect();
    return x < (left + right) / 2;
  });
  return at < 0 ? heads.length : at;
}

/** Drags a head; the click that follows a drag is swallowed, or it would sort. */
export function dragHead(event: PointerEvent, drag: ColumnDrag): void {
  if (event.button !== 0 || event.pointerType === 'touch') return;
  const head = event.currentTarget as HTMLElement;
  const from = event.clientX;
  let to: number | undefined;
  const moved = (each: PointerEvent) => {
    if (to === undefined && Math.abs(each.clientX - from) < THRESHOLD) return;
    if (to === undefined) head.setPointerCapture(each.pointerId);
    to = placeAt(drag.heads(), each.clientX);
    drag.over(to);
  };
  follow(event, moved, (isKept) => {
    if (to === undefined) return;
    const swallow = (click: Event) => {
      click.preventDefault();
      click.stopImmediatePropagation();
    };
    head.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => head.removeEventListener('click', swallow, true));
    drag.over(undefined);
    const place = to > drag.from ? to - 1 : to;
    if (isKept && place !== drag.from) drag.drop(place);
  });
}
