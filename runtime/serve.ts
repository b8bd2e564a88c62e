// Puts the application on a port and takes it off again without cutting anybody short.
import type { Server } from 'bun';
import { eventsOf } from './events.ts';
import { createApp } from './http/app.ts';
import { keepRetention } from './jobs/retention.ts';
import type { Runtime } from './runtime.ts';

export interface Serving {
  readonly url: string;
  /** Finishes running requests (at most `seconds`), then closes. */
  stop(seconds?: number): Promise<void>;
}

/** Largest body the server takes at all; each route has its own, smaller limit. */
const MAX_BODY_BYTES = 25_000_000;

/** Listens on the settings' host and port (0: any free one). */
export function serve(runtime: Runtime): Serving {
  const app = createApp(runtime);
  const { host, port } = runtime.config;
  const server: Server<undefined> = Bun.serve({
    hostname: host,
    port,
    idleTimeout: 30,
    maxRequestBodySize: MAX_BODY_BYTES,
    fetch: (request, self) => app.fetch(request, { server: self }),
  });
  const endRetention = keepRetention(runtime);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${server.port}`,
    async stop(seconds = 8) {
      eventsOf(runtime).close();
      const limit = new Promise((resolve) => setTimeout(resolve, seconds * 1000).unref());
      await Promise.race([server.stop(false), limit]);
      await server.stop(true);
      await endRetention();
      await runtime.close();
    },
  };
}
