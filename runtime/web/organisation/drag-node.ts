// Drags a line of a tree by its handle onto another one (`data-drop`); a few pixels begin it, Escape ends it.
export interface NodeDrag {
  start(): void;
  /** What is under the pointer; undefined where nothing takes it. */
  over(target: string | undefined): void;
  /** Dropped, or given up without a target. */
  end(target: string | undefined): void;
}

const THRESHOLD = 5;

/** Starts with the press on a handle. */
export function dragNode(event: PointerEvent, root: ShadowRoot, drag: NodeDrag): void {
  if (event.button !== 0) return;
  event.preventDefault();
  const handle = event.currentTarget as HTMLElement;
  handle.setPointerCapture(event.pointerId);
  const stop = new AbortController();
  const { signal } = stop;
  let isMoving = false;
  let target: string | undefined;
  const end = (isDropped: boolean) => {
    stop.abort();
    if (isMoving) drag.end(isDropped ? target : undefined);
  };
  const move = ({ clientX, clientY }: PointerEvent) => {
    const way = Math.hypot(clientX - event.clientX, clientY - event.clientY);
    if (!isMoving && way < THRESHOLD) return;
    if (!isMoving) drag.start();
    isMoving = true;
    const under = root.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-drop]');
    target = under?.dataset.drop;
    drag.over(target);
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
