// Senders that take their time: others are answered meanwhile, and slow bodies end by themselves.

import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { steadily } from '../../runtime/http/steady-body.ts';
import { startServer } from '../support/server-process.ts';

const HALF_HEAD = 'GET /api/health HTTP/1.1\r\nHost: x\r\nX-Slow: ';
const HALF_BODY =
  'POST /api/auth/sign-in/email HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"email":"';

function slowSocket(port: number, start: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(start);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

test('D09 200 connections that drip bytes keep nobody waiting', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crm-slow-'));
  const server = await startServer({ CRM_DATA: folder, CRM_SYNC: 'off' });
  const port = Number(new URL(server.url).port);
  const sockets = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      slowSocket(port, index % 2 === 0 ? HALF_HEAD : HALF_BODY),
    ),
  );
  for (const socket of sockets) socket.on('error', () => undefined);
  const drip = setInterval(() => {
    for (const socket of sockets) if (!socket.destroyed) socket.write('a');
  }, 50);
  try {
    const times: number[] = [];
    for (let count = 0; count < 50; count++) {
      const start = performance.now();
      const answer = await fetch(`${server.url}/api/health`);
      expect(answer.status).toBe(200);
      await answer.text();
      times.push(performance.now() - start);
    }
    expect(Math.max(...times)).toBeLessThan(1000);
  } finally {
    clearInterval(drip);
    for (const socket of sockets) socket.destroy();
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A body of `count` chunks, one every few milliseconds; it never ends by itself without a count. */
function dripping(size: number, count = Number.POSITIVE_INFINITY): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    async pull(controller) {
      await Bun.sleep(10);
      if (sent++ < count) controller.enqueue(new Uint8Array(size));
      else controller.close();
    },
  });
}

async function received(body: ReadableStream<Uint8Array>, seconds: number): Promise<number> {
  let size = 0;
  for await (const chunk of steadily(body, seconds)) size += chunk.byteLength;
  return size;
}

test('a body that drips ends with 408, one that flows or stands still does what it should', async () => {
  const slow = { code: 'request.slow', status: 408 };
  await expect(received(dripping(1), 0.2)).rejects.toMatchObject(slow);
  const still = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) });
  await expect(received(still, 0.1)).rejects.toMatchObject(slow);
  expect(await received(dripping(10_000, 40), 0.1)).toBe(400_000);
});
