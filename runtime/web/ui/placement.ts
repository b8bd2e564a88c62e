// Places popovers and hints beside what they belong to; fetched when something may open.
import {
  autoUpdate,
  computePosition,
  flip,
  offset,
  type Placement,
  shift,
  size,
} from '@floating-ui/dom';

export interface PlaceOptions {
  placement: Placement;
  /** Between the anchor and the panel, in pixels. */
  gap: number;
  /** Same width as the anchor. */
  fit?: boolean;
  maxHeight?: number;
}

const PADDING = 8;
const LEAST_HEIGHT = 120;
const LEAST_WIDTH = 180;

function within({ fit, maxHeight }: PlaceOptions) {
  if (maxHeight === undefined) return [];
  return [
    size({
      padding: PADDING,
      apply({ rects, availableHeight, elements }) {
        const { style } = elements.floating;
        style.maxHeight = `${Math.max(LEAST_HEIGHT, Math.min(maxHeight, availableHeight))}px`;
        if (fit) style.width = `${Math.max(rects.reference.width, LEAST_WIDTH)}px`;
      },
    }),
  ];
}

/** Puts a panel beside its anchor, turned or moved where there is no room. */
export async function place(
  anchor: Element,
  panel: HTMLElement,
  options: PlaceOptions,
): Promise<void> {
  const { x, y } = await computePosition(anchor, panel, {
    placement: options.placement,
    strategy: 'fixed',
    middleware: [
      offset(options.gap),
      flip({ padding: PADDING }),
      shift({ padding: PADDING }),
      ...within(options),
    ],
  });
  panel.style.left = `${x}px`;
  panel.style.top = `${y}px`;
}

/** Places a panel now and whenever something moves; answers what ends it. */
export function follow(anchor: Element, panel: HTMLElement, options: PlaceOptions): () => void {
  return autoUpdate(anchor, panel, () => void place(anchor, panel, options));
}
