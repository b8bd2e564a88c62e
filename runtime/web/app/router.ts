// Addresses of the application over the History API: parse, navigate, and a guard for unsaved work.

export type Route =
  | { page: 'home' | 'notifications' | 'reviews' }
  | { page: 'sign-in' | 'setup' | 'reset' | 'not-found' }
  | { page: 'settings'; section: string }
  | { page: 'list'; entity: string }
  | { page: 'new'; entity: string }
  | { page: 'record' | 'edit'; entity: string; id: string };

const events = new EventTarget();
let guard: (() => Promise<boolean>) | undefined;
let current = '';
/** Which entry of the browser's history one is on; every page opened is a new one. */
let entry = Date.now();

interface EntryState {
  entry: number;
}
const stateOf = (): EntryState => ({ entry });

export function currentEntry(): number {
  return entry;
}

function parseEntity(entity: string, rest: readonly string[]): Route {
  const [id, action] = rest;
  if (id === undefined) return { page: 'list', entity };
  if (id === 'new' && action === undefined) return { page: 'new', entity };
  if (action === undefined) return { page: 'record', entity, id };
  return action === 'edit' ? { page: 'edit', entity, id } : { page: 'not-found' };
}

export function parseRoute(pathname: string): Route {
  const [head = '', ...rest] = pathname.split('/').filter(Boolean).map(decodeURIComponent);
  if (head === '') return { page: 'home' };
  if (head === 'sign-in' || head === 'setup' || head === 'reset') return { page: head };
  if ((head === 'notifications' || head === 'reviews') && rest.length === 0) return { page: head };
  if (head === 'settings') return { page: 'settings', section: rest[0] ?? 'appearance' };
  const [entity, ...tail] = rest;
  return head === 'e' && entity ? parseEntity(entity, tail) : { page: 'not-found' };
}

export function currentRoute(): Route {
  return parseRoute(location.pathname);
}

/** Asked before the page is left; answers whether one may go. */
export function setLeaveGuard(ask: (() => Promise<boolean>) | undefined): void {
  guard = ask;
}

/** `isBack`: one comes back to a page, or goes forward to it again. */
function moved(isBack: boolean): void {
  current = location.href;
  events.dispatchEvent(new CustomEvent('route', { detail: isBack }));
}

function leaving(): void {
  events.dispatchEvent(new Event('leave'));
}

async function mayLeave(): Promise<boolean> {
  if (!guard || (await guard())) {
    guard = undefined;
    return true;
  }
  return false;
}

export async function navigate(to: string, options: { replace?: boolean } = {}): Promise<void> {
  if (!(await mayLeave())) return;
  leaving();
  if (!options.replace) entry = Math.max(entry + 1, Date.now());
  history[options.replace ? 'replaceState' : 'pushState'](stateOf(), '', to);
  moved(false);
}

/** Changes the query of the page one is on without leaving it. */
export function replaceQuery(params: URLSearchParams): void {
  const text = params.toString();
  history.replaceState(stateOf(), '', `${location.pathname}${text ? `?${text}` : ''}`);
  current = location.href;
}

/** Shows the page one is on anew, because its records are others now. */
export function refresh(): void {
  events.dispatchEvent(new Event('refresh'));
}

export function onRefresh(run: () => void): () => void {
  events.addEventListener('refresh', run);
  return () => events.removeEventListener('refresh', run);
}

export function onRoute(run: (isBack: boolean) => void): () => void {
  const heard = (event: Event) => run((event as CustomEvent<boolean>).detail);
  events.addEventListener('route', heard);
  return () => events.removeEventListener('route', heard);
}

/** Called while the page that is left still stands. */
export function onLeave(run: () => void): () => void {
  events.addEventListener('leave', run);
  return () => events.removeEventListener('leave', run);
}

async function popped(state: EntryState | null): Promise<void> {
  const wanted = location.href;
  if (guard) {
    history.pushState(stateOf(), '', current);
    if (!(await mayLeave())) return;
    history.replaceState(state, '', wanted);
  }
  leaving();
  entry = state?.entry ?? 0;
  moved(true);
}

function isPlainClick(event: MouseEvent): boolean {
  const isModified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  return event.button === 0 && !isModified && !event.defaultPrevented;
}

function clicked(event: MouseEvent): void {
  if (!isPlainClick(event)) return;
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin)
    return;
  if (link.pathname.startsWith('/api/') || link.getAttribute('href')?.startsWith('#')) return;
  event.preventDefault();
  void navigate(link.pathname + link.search + link.hash);
}

export function startRouter(): void {
  current = location.href;
  entry = (history.state as EntryState | null)?.entry ?? entry;
  history.replaceState(stateOf(), '');
  addEventListener(
    'popstate',
    (event: PopStateEvent) => void popped(event.state as EntryState | null),
  );
  document.addEventListener('click', clicked);
}
