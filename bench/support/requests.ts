// Requests as clients send them, made before the clock starts, and subjects that send them to a server.
import type { Subject } from './measure.ts';
import type { Fetch } from './world.ts';

const ORIGIN = 'http://127.0.0.1:3000';

export interface RequestOptions {
  readonly token?: string;
  readonly method?: string;
  readonly body?: unknown;
  readonly version?: number;
}

export function makeRequest(path: string, options: RequestOptions = {}): Request {
  const headers: Record<string, string> = { 'Accept-Language': 'zh-CN,zh;q=0.9,en;q=0.8' };
  if (options.token) headers.Authorization = `Bearer ${options.token}`;
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  return new Request(ORIGIN + path, {
    method: options.method ?? 'GET',
    headers,
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
  });
}

/** Sends requests one after the other; any unexpected status ends the run. */
export function sending(
  name: string,
  fetch: Fetch,
  make: (index: number) => Request,
  expected = 200,
): Subject {
  let sent = 0;
  return {
    name,
    prepare(count) {
      const requests = Array.from({ length: count }, () => make(sent++));
      return async () => {
        for (const request of requests) {
          const response = await fetch(request);
          if (response.status !== expected)
            throw new Error(`${name}: ${response.status} ${await response.text()}`);
        }
      };
    },
  };
}

/** The parsed answer to a single request. */
export async function answerOf<T>(fetch: Fetch, request: Request): Promise<T> {
  const response = await fetch(request);
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text) as T;
}
