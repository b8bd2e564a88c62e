// Elements of a page, through the shadow roots it is made of.

/** Every element below a root, in order, also inside shadow roots. */
export function* elementsOf(root: ParentNode): Generator<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    yield element;
    if (element.shadowRoot) yield* elementsOf(element.shadowRoot);
  }
}

/** The first element that fits a selector within its own root. */
export function findDeep(root: ParentNode, selector: string): HTMLElement | undefined {
  const own = root.querySelector<HTMLElement>(selector);
  if (own) return own;
  for (const element of root.querySelectorAll('*')) {
    const inner = element.shadowRoot && findDeep(element.shadowRoot, selector);
    if (inner) return inner;
  }
  return undefined;
}
