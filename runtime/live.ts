// Holds the model that is live. Requests take it once and finish on it, whatever is published meanwhile.
import type { LiveModel } from '../core/records/context.ts';

export class Live {
  #current: LiveModel;
  readonly #listeners = new Set<(live: LiveModel) => void>();

  constructor(first: LiveModel) {
    this.#current = first;
  }

  get current(): LiveModel {
    return this.#current;
  }

  /** New requests take this model from now on. */
  publish(next: LiveModel): void {
    this.#current = next;
    for (const listener of this.#listeners) listener(next);
  }

  /** @returns a function that ends the subscription */
  onPublish(listener: (live: LiveModel) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
