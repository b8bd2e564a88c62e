// What happens for each person while he looks: how many notifications he has not read, told to his open pages.
import type { Actor } from '../core/access/actor.ts';
import { NOTIFICATION } from '../core/records/notices/send.ts';
import { unreadCount } from '../core/records/notifications.ts';
import type { Runtime } from './runtime.ts';

/** Where other processes may write too, nobody says when; so it is looked up this often. */
const LOOK_EVERY = 5000;

interface Listener {
  readonly actor: Actor;
  tell(unread: number): void;
  end(): void;
}

class Events {
  readonly #runtime: Runtime;
  readonly #listeners = new Set<Listener>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    runtime.database.onCommit?.((tables) => {
      if (tables.has(NOTIFICATION)) void this.#tellAll();
    });
  }

  /** Tells a person's unread count now and whenever it may have changed. @returns what ends it */
  async listen(listener: Listener): Promise<() => void> {
    this.#listeners.add(listener);
    if (!this.#runtime.database.onCommit)
      this.#timer ??= setInterval(() => void this.#tellAll(), LOOK_EVERY);
    await this.#tell(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#rest();
    };
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #tellAll(): Promise<void> {
    await Promise.all([...this.#listeners].map((listener) => this.#tell(listener)));
  }

  async #tell(listener: Listener): Promise<void> {
    try {
      listener.tell(await unreadCount(this.#runtime.contextFor(listener.actor)));
    } catch (error) {
      this.#runtime.log.error({ error: String(error) }, 'events');
      listener.end();
    }
  }

  /** Ends all streams, so that the server can stop. */
  close(): void {
    this.#rest();
    for (const listener of this.#listeners) listener.end();
    this.#listeners.clear();
  }
}

const all = new WeakMap<Runtime, Events>();

/** The events of a running engine. */
export function eventsOf(runtime: Runtime): Events {
  const events = all.get(runtime) ?? new Events(runtime);
  all.set(runtime, events);
  return events;
}
