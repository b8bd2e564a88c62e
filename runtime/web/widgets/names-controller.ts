// Renders its host again when names or labels that were asked for have arrived.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { WidgetSource } from './source.ts';

export class NamesController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #source: () => WidgetSource | undefined;
  #stop: (() => void) | undefined;

  /** `source` is asked when the host is connected and before each update, until there is one. */
  constructor(host: ReactiveControllerHost, source: () => WidgetSource | undefined) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#stop ??= this.#source()?.onNames(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
