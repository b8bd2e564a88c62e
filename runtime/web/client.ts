// Talks to the server: JSON over fetch, cookies, problem details as a typed error, versions, the model by ETag.
import type { ProblemDetails, ShownProblem } from '../../core/errors.ts';
import { locale, t } from './i18n/t.ts';

/** An answer that is not a success, in the reader's language. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problems: readonly ShownProblem[];
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, details: Partial<ProblemDetails>) {
    super(details.detail || details.title || t('error.unexpected'));
    this.name = 'ApiError';
    this.status = status;
    this.code = details.code ?? 'server.unexpected';
    this.problems = details.problems ?? [];
    this.details = details;
  }
}

export type Query = Readonly<Record<string, string | number | undefined>>;
export interface RequestOptions {
  query?: Query;
  body?: unknown;
  /** Version the change is based on. */
  ifMatch?: number;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  count?: number;
}

const cached = new Map<string, { etag: string; body: unknown }>();
const events = new EventTarget();

/** Called when a request finds the session gone. */
export function onSignedOut(run: () => void): void {
  events.addEventListener('signed-out', run);
}

export function urlOf(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') params.set(name, String(value));
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

function headersOf(options: RequestOptions): Headers {
  const headers = new Headers({ Accept: 'application/json', 'Accept-Language': locale() });
  if (options.body !== undefined) headers.set('Content-Type', 'application/json');
  if (options.ifMatch !== undefined) headers.set('If-Match', `"${options.ifMatch}"`);
  if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey);
  return headers;
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, { code: 'network', detail: t('error.network') });
  }
}

async function failure(response: Response): Promise<ApiError> {
  const details = ((await readJson(response)) ?? {}) as Partial<ProblemDetails>;
  const error = new ApiError(response.status, details);
  if (error.code === 'auth.required') events.dispatchEvent(new Event('signed-out'));
  return error;
}

export async function request<T>(
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  const { body, signal } = options;
  const init: RequestInit = { method, headers: headersOf(options) };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  const response = await send(urlOf(path, options.query), init);
  if (!response.ok) throw await failure(response);
  return (await readJson(response)) as T;
}

/** Saves the file a request answers with. @returns its name */
export async function download(path: string, body: unknown): Promise<string> {
  const response = await send(path, {
    method: 'POST',
    headers: headersOf({ body }),
    body: JSON.stringify(body),
  });
  if (!response.ok) throw await failure(response);
  const [, encoded = 'export'] =
    /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('Content-Disposition') ?? '') ?? [];
  const link = document.createElement('a');
  link.download = decodeURIComponent(encoded);
  link.href = URL.createObjectURL(await response.blob());
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return link.download;
}

export function getJson<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  const options: RequestOptions = {};
  if (query) options.query = query;
  if (signal) options.signal = signal;
  return request<T>('GET', path, options);
}

/** GET whose answer is kept and asked for again with its ETag. */
export async function getCached<T>(path: string, query?: Query): Promise<T> {
  const url = urlOf(path, query);
  const key = `${locale()} ${url}`;
  const known = cached.get(key);
  const headers = headersOf({});
  if (known) headers.set('If-None-Match', known.etag);
  const response = await send(url, { headers });
  if (response.status === 304 && known) return known.body as T;
  if (!response.ok) throw await failure(response);
  const body = await readJson(response);
  const etag = response.headers.get('ETag');
  if (etag) cached.set(key, { etag, body });
  return body as T;
}

export function forgetCached(): void {
  cached.clear();
}

/** Uploads one file with progress, which fetch cannot tell. */
export function uploadFile<T>(
  file: File,
  progress: (share: number) => void,
  signal?: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const transfer = new XMLHttpRequest();
    transfer.open('POST', '/api/files');
    transfer.responseType = 'json';
    transfer.setRequestHeader('Accept-Language', locale());
    transfer.upload.onprogress = (event) => progress(event.total ? event.loaded / event.total : 0);
    transfer.onerror = () => reject(new ApiError(0, { detail: t('error.network') }));
    transfer.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    transfer.onload = () => {
      if (transfer.status < 300) resolve(transfer.response as T);
      else
        reject(new ApiError(transfer.status, (transfer.response ?? {}) as Partial<ProblemDetails>));
    };
    signal?.addEventListener('abort', () => transfer.abort());
    const form = new FormData();
    form.set('file', file);
    transfer.send(form);
  });
}
