// `${tip('text')}` on an element: a small hint on hover and keyboard focus. The name of the control stays its own.
import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

const DELAY = 400;
let bubble: HTMLElement | undefined;
let timer = 0;

function bubbleElement(): HTMLElement {
  if (bubble) return bubble;
  bubble = document.createElement('div');
  bubble.className = 'u-pop u-pop-fixed u-help';
  bubble.setAttribute('popover', 'manual');
  bubble.setAttribute('aria-hidden', 'true');
  document.body.append(bubble);
  return bubble;
}

async function show(anchor: Element, text: string): Promise<void> {
  if (!anchor.isConnected) return;
  const panel = bubbleElement();
  panel.textContent = text;
  panel.showPopover();
  const { place } = await import('./placement.ts');
  await place(anchor, panel, { placement: 'bottom', gap: 6 });
}

function hide(): void {
  clearTimeout(timer);
  if (bubble?.matches(':popover-open')) bubble.hidePopover();
}

class TipDirective extends Directive {
  #text = '';
  #bound = false;

  render(_text: string) {
    return noChange;
  }

  override update(part: ElementPart, [text]: [string]) {
    this.#text = text;
    if (!this.#bound) this.#bind(part.element);
    return noChange;
  }

  #bind(element: Element): void {
    this.#bound = true;
    const later = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => void show(element, this.#text), DELAY);
    };
    element.addEventListener('pointerenter', later);
    element.addEventListener('focus', later);
    for (const name of ['pointerleave', 'blur', 'pointerdown', 'keydown'])
      element.addEventListener(name, hide);
  }
}

export const tip = directive(TipDirective);
