// Notifications of the person signed in: a page of them, marking them as read, and a stream that says how many are
// unread and which metadata version is live.
import { Hono } from 'hono';
import { AppError } from '../../../core/errors.ts';
import { listNotifications, markRead } from '../../../core/records/notifications.ts';
import { eventsOf } from '../../events.ts';
import { type AppEnv, type Request, requestContext } from '../app-env.ts';
import { onlyMembers, readJson, readQuery } from '../body.ts';
import { endWhenSignedOut } from '../while-signed-in.ts';

export const notificationRoutes = new Hono<AppEnv>();

/** Sent on a quiet stream, so that nobody on the way takes it for dead. */
const STILL_HERE_EVERY = 15_000;
/** A stream ends by itself and is opened again by the page: whoever has lost his session gets none. */
const LASTS = 10 * 60_000;
const MOST_IDS = 200;

notificationRoutes.get('/api/notifications', async (request) => {
  const { cursor, limit } = readQuery(request, ['cursor', 'limit']);
  const most = limit === undefined ? 20 : Number(limit);
  if (!Number.isInteger(most) || most < 1 || most > 100)
    throw new AppError('request.bad-parameter', { name: 'limit', expected: '1…100' });
  return request.json(await listNotifications(requestContext(request), { cursor, limit: most }));
});

notificationRoutes.post('/api/notifications/read', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['ids', 'all']);
  const { ids } = body;
  const areIds =
    Array.isArray(ids) && ids.length <= MOST_IDS && ids.every((id) => typeof id === 'string');
  if (areIds === (body.all === true))
    throw new AppError('request.bad-parameter', { name: 'body', expected: 'ids | all: true' });
  const unread = await markRead(requestContext(request), areIds ? ids : undefined);
  return request.json({ unread });
});

notificationRoutes.get('/api/events', async (request) => {
  readQuery(request, []);
  const { actor } = requestContext(request);
  return new Response(streamFor(request, actor), {
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' },
  });
});

/**
 * `event: notifications` with `{"unread": n}` and `event: metadata` with `{"version": n}`, at once and whenever the number
 * may be another.
 */
function streamFor(
  request: Request,
  actor: ReturnType<typeof requestContext>['actor'],
): ReadableStream<Uint8Array> {
  const events = eventsOf(request.get('runtime'));
  const encoder = new TextEncoder();
  const stops: (() => void)[] = [];
  let isOver = false;
  const stop = () => {
    isOver = true;
    for (const each of stops.splice(0)) each();
  };
  return new ReadableStream({
    async start(controller) {
      const send = (text: string) => {
        if (!isOver) controller.enqueue(encoder.encode(text));
      };
      const end = () => {
        if (isOver) return;
        stop();
        controller.close();
      };
      const alive = setInterval(() => send(': still here\n\n'), STILL_HERE_EVERY);
      const over = setTimeout(end, LASTS);
      stops.push(
        () => clearInterval(alive),
        () => clearTimeout(over),
        endWhenSignedOut(request, end),
      );
      const told = (event: string, data: object) =>
        send(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      const tell = (unread: number) => told('notifications', { unread });
      const { live } = request.get('runtime');
      const published = ({ version }: { version: number }) => told('metadata', { version });
      stops.push(live.onPublish(published));
      published(live.current);
      stops.push(await events.listen({ actor, tell, end }));
      if (isOver) stop();
    },
    cancel: stop,
  });
}
