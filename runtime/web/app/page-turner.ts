// Turning pages: a new page begins at its heading, which screen readers then read; going back finds scroll and focus as
// they were.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { deepActive } from '../ui/crm-dialog.ts';
import { findDeep } from './page-elements.ts';
import { type PagePlace, placeOn, returnTo } from './page-memory.ts';
import { currentEntry, onLeave, onRoute } from './router.ts';

const MOST_KEPT = 50;
const WAIT_MS = 4000;
const LOOK_EVERY_MS = 60;

export class PageTurner implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #places = new Map<number, PagePlace>();
  #stops: (() => void)[] = [];
  #timer = 0;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stops = [onLeave(() => this.#left()), onRoute((isBack) => void this.#turned(isBack))];
  }

  hostDisconnected(): void {
    for (const stop of this.#stops) stop();
    clearInterval(this.#timer);
  }

  #page = (): HTMLElement | null =>
    this.#host.shadowRoot?.querySelector<HTMLElement>('main > .page') ?? null;

  #left(): void {
    clearInterval(this.#timer);
    const page = this.#page();
    if (!page) return;
    this.#places.delete(currentEntry());
    this.#places.set(currentEntry(), placeOn(page));
    const [oldest] = this.#places.keys();
    if (this.#places.size > MOST_KEPT && oldest !== undefined) this.#places.delete(oldest);
  }

  async #turned(isBack: boolean): Promise<void> {
    await this.#host.updateComplete;
    const place = isBack ? this.#places.get(currentEntry()) : undefined;
    if (place && (await returnTo(this.#page, place))) return;
    this.#toHeading();
  }

  /** Puts the focus on the heading as soon as it is there, unless the page has put it somewhere itself. */
  #toHeading(): void {
    const started = performance.now();
    clearInterval(this.#timer);
    this.#timer = window.setInterval(() => {
      const page = this.#page();
      const heading = this.#heading(page);
      const isLate = performance.now() - started > WAIT_MS;
      if (!isLate && !heading?.textContent?.trim()) return;
      clearInterval(this.#timer);
      if (!heading || this.#isTaken(page)) return;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }, LOOK_EVERY_MS);
  }

  #heading(page: HTMLElement | null): HTMLElement | undefined {
    return (
      this.#host.shadowRoot?.querySelector<HTMLElement>('main h1') ??
      (page ? findDeep(page, 'h1') : undefined)
    );
  }

  /** Has the page, or a dialog over it, the focus already? */
  #isTaken(page: HTMLElement | null): boolean {
    const active = deepActive();
    if (!active || active === document.body) return false;
    if (active.closest('dialog')) return true;
    let node: Node | null = active;
    while (node && node !== page) node = node.parentNode ?? (node as ShadowRoot).host ?? null;
    return node === page;
  }
}
