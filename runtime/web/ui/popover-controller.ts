// Opens a `popover="manual"` element beside an anchor and keeps it there; closes it on a press elsewhere.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const loadPlacement = () => import('./placement.ts');
const GAP = 4;

/** Where a panel stands until the exact place is known. */
function placeRoughly(anchor: Element, panel: HTMLElement, fit: boolean): void {
  const { left, right, bottom, width } = anchor.getBoundingClientRect();
  if (fit) panel.style.width = `${width}px`;
  const end = right - panel.getBoundingClientRect().width;
  panel.style.left = `${left + width / 2 > innerWidth / 2 ? Math.max(0, end) : left}px`;
  panel.style.top = `${bottom + GAP}px`;
}

export interface PopoverOptions {
  anchor(): HTMLElement | null;
  panel(): HTMLElement | null;
  /** Called after a press elsewhere (and after close()). */
  onClose?(): void;
  placement?: 'bottom-start' | 'bottom-end' | 'top' | 'bottom';
  /** Same width as the anchor. */
  fit?: boolean;
  maxHeight?: number;
}

export class PopoverController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: PopoverOptions;
  #stop: (() => void) | undefined;
  #open = false;

  constructor(host: ReactiveControllerHost & HTMLElement, options: PopoverOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Asks for the panel; it is placed once the host has rendered it. */
  open(): void {
    if (this.#open) return;
    this.#open = true;
    this.#host.requestUpdate();
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#detach();
    this.#host.requestUpdate();
    this.#options.onClose?.();
  }

  /** What comes near it may open it: the placing is fetched before. */
  hostConnected(): void {
    for (const sign of ['pointerover', 'keydown'])
      this.#host.addEventListener(sign, loadPlacement, { once: true });
  }

  hostUpdated(): void {
    if (this.#open && !this.#stop) this.#attach();
  }

  hostDisconnected(): void {
    this.#open = false;
    this.#detach();
  }

  #attach(): void {
    const anchor = this.#options.anchor();
    const panel = this.#options.panel();
    if (!anchor || !panel) return;
    panel.showPopover();
    const stopUpdates = this.#follow(anchor, panel);
    const press = (event: Event) => {
      const path = event.composedPath();
      if (!path.includes(panel) && !path.includes(anchor)) this.close();
    };
    document.addEventListener('pointerdown', press, true);
    this.#stop = () => {
      stopUpdates();
      document.removeEventListener('pointerdown', press, true);
      if (panel.matches(':popover-open')) panel.hidePopover();
    };
  }

  #detach(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  /** Keeps the panel beside its anchor; answers what ends it. */
  #follow(anchor: HTMLElement, panel: HTMLElement): () => void {
    const { placement = 'bottom-start', fit = false, maxHeight = 340 } = this.#options;
    let stop: (() => void) | undefined;
    let isOver = false;
    placeRoughly(anchor, panel, fit);
    void loadPlacement().then(({ follow }) => {
      if (!isOver) stop = follow(anchor, panel, { placement, gap: GAP, fit, maxHeight });
    });
    return () => {
      isOver = true;
      stop?.();
    };
  }
}
