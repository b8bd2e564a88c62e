// Where one was on a page: what was scrolled and what had the focus, put back when one comes back to it.
import { deepActive } from '../ui/crm-dialog.ts';
import { elementsOf, findDeep } from './page-elements.ts';

interface Scrolled {
  key: string;
  top: number;
  left: number;
}
export interface PagePlace {
  scrolled: readonly Scrolled[];
  /** Selector of what had the focus; empty when it has no lasting name. */
  focus: string;
}

const WAIT_MS = 4000;
const LOOK_EVERY_MS = 50;
const ENDS = ['wheel', 'pointerdown', 'keydown'] as const;

function hostTag(element: HTMLElement): string {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host.localName : '';
}

const keyOf = (element: HTMLElement) =>
  `${hostTag(element)} ${element.localName}.${element.className}`;

/** A name of an element that holds when the page is made anew. */
function lastingName(element: HTMLElement | undefined): string {
  if (!element) return '';
  const row = element.closest<HTMLElement>('[data-row]');
  const cell = element.closest<HTMLElement>('[data-column]');
  if (row && cell) return `[data-row="${row.dataset.row}"] [data-column="${cell.dataset.column}"]`;
  if (element instanceof HTMLAnchorElement)
    return `a[href="${CSS.escape(element.getAttribute('href') ?? '')}"]`;
  const tab = element.dataset.tab;
  if (tab) return `[data-tab="${CSS.escape(tab)}"]`;
  return element.id ? `#${CSS.escape(element.id)}` : '';
}

/** What is to be put back of a page. */
export function placeOn(page: ParentNode): PagePlace {
  const scrolled: Scrolled[] = [];
  const active = deepActive();
  let hasFocus = false;
  for (const element of elementsOf(page)) {
    const { scrollTop: top, scrollLeft: left } = element;
    if (top > 0 || left > 0) scrolled.push({ key: keyOf(element), top, left });
    hasFocus ||= element === active;
  }
  return { scrolled, focus: hasFocus ? lastingName(active) : '' };
}

/** Scrolls what is tall enough by now; answers what is still to come. */
function scrollBack(page: ParentNode, wanted: readonly Scrolled[]): Scrolled[] {
  if (wanted.length === 0) return [];
  const elements = [...elementsOf(page)];
  return wanted.filter(({ key, top, left }) => {
    const element = elements.find((each) => keyOf(each) === key);
    if (!element || element.scrollHeight - element.clientHeight < top) return true;
    element.scrollTop = top;
    element.scrollLeft = left;
    return false;
  });
}

/** Puts a page back as it was, as it fills; gives way to whatever the reader does. Answers whether the focus was found. */
export function returnTo(page: () => ParentNode | null, place: PagePlace): Promise<boolean> {
  const started = performance.now();
  let waiting: readonly Scrolled[] = place.scrolled;
  let isFocused = place.focus === '';
  const look = (): boolean => {
    const root = page();
    if (root) waiting = scrollBack(root, waiting);
    if (root && waiting.length === 0 && !isFocused) {
      const element = findDeep(root, place.focus);
      element?.focus({ preventScroll: true });
      isFocused = element !== undefined;
    }
    return (isFocused && waiting.length === 0) || performance.now() - started > WAIT_MS;
  };
  return new Promise((resolve) => {
    const end = () => {
      clearInterval(timer);
      for (const name of ENDS) removeEventListener(name, end, true);
      resolve(isFocused && place.focus !== '');
    };
    const timer = setInterval(() => {
      if (look()) end();
    }, LOOK_EVERY_MS);
    for (const name of ENDS) addEventListener(name, end, true);
  });
}
