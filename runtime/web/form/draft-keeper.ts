// Keeps the draft of one open form: two seconds after the last change, and no longer than until it is saved.
import { type Draft, dropDraft, keepDraft } from './drafts.ts';
import type { FormState } from './form-state.ts';

const QUIET_MS = 2000;

export class DraftKeeper {
  /** When the draft was last kept; undefined: nothing is kept. */
  keptAt: Date | undefined;
  readonly #key: string;
  readonly #version: number;
  readonly #told: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `told` is called when a draft was kept. */
  constructor(key: string, version: number, told: () => void) {
    this.#key = key;
    this.#version = version;
    this.#told = told;
  }

  changed(form: FormState): void {
    this.keptAt = undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(form), QUIET_MS);
  }

  /** Keeps what is typed now. Files on their way and computed values are not part of it. */
  async keep(form: FormState): Promise<void> {
    clearTimeout(this.#timer);
    if (!form.isDirty) return this.drop();
    const at = new Date();
    const draft: Draft = {
      at: at.toISOString(),
      version: this.#version,
      original: form.original,
      changes: form.patch(),
    };
    if (await keepDraft(this.#key, draft)) this.keptAt = at;
    this.#told();
  }

  async drop(): Promise<void> {
    clearTimeout(this.#timer);
    this.keptAt = undefined;
    await dropDraft(this.#key);
  }

  /** The page is gone; a draft stays. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}
