// Opens a `popover="manual"` element beside an anchor and keeps it there; closes it on a press elsewhere.
import { autoUpdate, computePosition, flip, offset, shift, size } from '@floating-ui/dom';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

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
    const stopUpdates = autoUpdate(anchor, panel, () => void this.#place(anchor, panel));
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

  async #place(anchor: HTMLElement, panel: HTMLElement): Promise<void> {
    const { placement = 'bottom-start', fit, maxHeight = 340 } = this.#options;
    const limit = size({
      padding: 8,
      apply({ rects, availableHeight, elements }) {
        const { style } = elements.floating;
        style.maxHeight = `${Math.max(120, Math.min(maxHeight, availableHeight))}px`;
        if (fit) style.width = `${Math.max(rects.reference.width, 180)}px`;
      },
    });
    const { x, y } = await computePosition(anchor, panel, {
      placement,
      strategy: 'fixed',
      middleware: [offset(4), flip({ padding: 8 }), shift({ padding: 8 }), limit],
    });
    panel.style.left = `${x}px`;
    panel.style.top = `${y}px`;
  }
}
