// The single keys of the shell: palette, new record, help, and G with a letter to go somewhere. Never while one types.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface ShellActions {
  isActive(): boolean;
  palette(): void;
  create(): void;
  help(): void;
  /** Goes where the letter after G leads; answers whether it leads anywhere. */
  go(letter: string): boolean;
}

const GO_WITHIN_MS = 1500;

/** Is the event one of a control that takes text? */
export function isTyping(event: Event): boolean {
  const target = event.composedPath()[0];
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input,textarea,select'))
  );
}

export class ShellKeys implements ReactiveController {
  readonly #actions: ShellActions;
  #goSince = Number.NEGATIVE_INFINITY;

  constructor(host: ReactiveControllerHost, actions: ShellActions) {
    this.#actions = actions;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#pressed);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#pressed);
  }

  #pressed = (event: KeyboardEvent): void => {
    if (event.isComposing || event.defaultPrevented || !this.#actions.isActive()) return;
    if (event.key === 'k' && (event.ctrlKey || event.metaKey)) this.#run(event, 'palette');
    else if (!isTyping(event) && !event.ctrlKey && !event.metaKey && !event.altKey)
      this.#single(event);
  };

  #run(event: KeyboardEvent, action: 'palette' | 'create' | 'help'): void {
    event.preventDefault();
    this.#actions[action]();
  }

  #single(event: KeyboardEvent): void {
    const isGoing = event.timeStamp - this.#goSince < GO_WITHIN_MS;
    this.#goSince = Number.NEGATIVE_INFINITY;
    if (isGoing && this.#actions.go(event.key)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (event.key === 'g') this.#goSince = event.timeStamp;
    else if (event.key === '/') this.#run(event, 'palette');
    else if (event.key === 'c') this.#run(event, 'create');
    else if (event.key === '?') this.#run(event, 'help');
  }
}
