// Runs beside the pages: keeps the application's own files, so that it opens without a network and says so. Answers of the
// API are never kept: what one may see is decided by the server each time.

interface Lifetime extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lifetime {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** Name of the cache: another one for every build. */
declare const BUILD: string;
const START = '/index.html';

async function install(): Promise<void> {
  const cache = await caches.open(BUILD);
  const response = await fetch('/', { cache: 'reload' });
  if (response.ok) await cache.put(START, response);
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== BUILD).map((name) => caches.delete(name)));
}

/** Files with a hash in their name never change; of the others the newest one is taken while there is a network. */
async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(BUILD);
  const isFixed = /-[a-z0-9]{8}\.\w+$/.test(new URL(request.url).pathname);
  const known = await cache.match(request);
  if (known && isFixed) return known;
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (cause) {
    if (known) return known;
    throw cause;
  }
}

/** The start page of the network, or the last one kept. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    const cache = await caches.open(BUILD);
    const known = await cache.match(START);
    if (known) return known;
    throw cause;
  }
}

addEventListener('install', (event) => (event as Lifetime).waitUntil(install()));
addEventListener('activate', (event) => (event as Lifetime).waitUntil(dropOthers()));
addEventListener('fetch', (event) => {
  const { request, respondWith } = event as Fetching;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  const answer = pathname.startsWith('/assets/')
    ? asset(request)
    : request.mode === 'navigate' && !pathname.startsWith('/api/')
      ? page(request)
      : undefined;
  if (answer) respondWith.call(event, answer);
});
