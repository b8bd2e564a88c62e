// How many notifications one has not read, as the server says it while the page is looked at; and which metadata are live.
import { later } from '../i18n/later.ts';
import { currentModel } from './session.ts';

const changes = new EventTarget();
/** After a stream that was refused; a broken one is opened again by the browser itself. */
const TRY_AGAIN_AFTER = 30_000;
let count = 0;
let stream: EventSource | undefined;
let timer = 0;

export function unread(): number {
  return count;
}

export function setUnread(next: number): void {
  count = next;
  changes.dispatchEvent(new Event('change'));
}

/** Called with every number the server tells, also the same one. */
export function onUnread(run: () => void): () => void {
  changes.addEventListener('change', run);
  return () => changes.removeEventListener('change', run);
}

function close(): void {
  clearTimeout(timer);
  stream?.close();
  stream = undefined;
}

function open(): void {
  close();
  const opened = new EventSource('/api/events');
  stream = opened;
  opened.addEventListener('notifications', ({ data }: MessageEvent<string>) =>
    setUnread((JSON.parse(data) as { unread: number }).unread),
  );
  opened.addEventListener('metadata', ({ data }: MessageEvent<string>) => {
    const { version } = JSON.parse(data) as { version: number };
    const known = currentModel()?.version;
    if (known === undefined || known === version) return;
    void later(() => import('./metadata-news.ts')).then((news) => news.followVersion(version));
  });
  opened.addEventListener('error', () => {
    if (opened.readyState === EventSource.CLOSED) timer = window.setTimeout(open, TRY_AGAIN_AFTER);
  });
}

/** Listens while the page is visible; answers what ends it. */
export function followUnread(): () => void {
  const look = () => (document.hidden ? close() : open());
  document.addEventListener('visibilitychange', look);
  look();
  return () => {
    document.removeEventListener('visibilitychange', look);
    close();
  };
}
