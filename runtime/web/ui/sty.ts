// `${sty({width: '12px'})}`: inline styles through the CSSOM, because a style attribute violates the page's CSP.
import { noChange } from 'lit';
import { Directive, directive, type ElementPart, PartType } from 'lit/directive.js';

type Styles = Readonly<Record<string, string | number | undefined>>;

class StyDirective extends Directive {
  #seen = new Set<string>();

  constructor(part: { type: number }) {
    super(part as ElementPart);
    if (part.type !== PartType.ELEMENT) throw new Error('sty() stands on an element');
  }

  render(_styles: Styles) {
    return noChange;
  }

  override update(part: ElementPart, [styles]: [Styles]) {
    const { style } = part.element as HTMLElement;
    for (const name of this.#seen) if (!(name in styles)) style.removeProperty(name);
    this.#seen = new Set(Object.keys(styles));
    for (const [name, value] of Object.entries(styles)) {
      if (value === undefined) style.removeProperty(name);
      else style.setProperty(name, String(value));
    }
    return noChange;
  }
}

export const sty = directive(StyDirective);
