// Reads request bodies: size, depth and characters are checked before anything else looks at the JSON.
import { AppError } from '../../core/errors.ts';
import type { Request } from './app-env.ts';
import { steadily } from './steady-body.ts';

export const MAX_JSON_BYTES = 1_000_000;
export const MAX_JSON_DEPTH = 32;
/** Bulk requests carry many records. */
export const MAX_BULK_BYTES = 20_000_000;

export type JsonBody = { readonly [member: string]: unknown };

/** The JSON object of a request body. Throws request.* errors. */
export async function readJson(request: Request, limit = MAX_JSON_BYTES): Promise<JsonBody> {
  const type = request.req.header('content-type') ?? '';
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) {
    throw new AppError('request.media-type', { expected: 'application/json' });
  }
  const value = parseJson(await readText(request, limit));
  if (value !== null && typeof value === 'object' && !Array.isArray(value))
    return value as JsonBody;
  throw new AppError('request.unreadable', { reason: 'an object is expected' });
}

/** Body as text, cut off at the limit whatever the headers promise. */
export async function readText(request: Request, limit: number): Promise<string> {
  const tooLarge = () =>
    new AppError('request.too-large', { limit: `${Math.round(limit / 1e6)} MB` });
  if (Number(request.req.header('content-length') ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const { body } = request.req.raw;
  for await (const chunk of body ? steadily(body) : []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new AppError('request.unreadable', { reason: 'the body is not UTF-8' });
  }
}

/** Parses JSON after checking depth and characters on the text, so hostile input costs one scan. */
export function parseJson(text: string): unknown {
  if (depthOf(text) > MAX_JSON_DEPTH)
    throw new AppError('request.too-deep', { limit: MAX_JSON_DEPTH });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError('request.unreadable', {
      reason: error instanceof Error ? error.message : 'syntax',
    });
  }
  if (/\\u(0000|d[89a-f])/i.test(text)) assertStorable(value);
  return value;
}

/** Deepest nesting of brackets outside strings; stops counting past the limit. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length && deepest <= MAX_JSON_DEPTH; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) inString = !inString;
    else if (inString) i += code === 92 ? 1 : 0;
    else if (code === 123 || code === 91) deepest = Math.max(deepest, ++depth);
    else if (code === 125 || code === 93) depth--;
  }
  return deepest;
}

/** Refuses NUL and lone surrogates anywhere, names included. */
function assertStorable(value: unknown): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) throw new AppError('request.bad-text');
  } else if (Array.isArray(value)) for (const entry of value) assertStorable(entry);
  else if (value !== null && typeof value === 'object') {
    for (const [key, entry] of Object.entries(value)) {
      assertStorable(key);
      assertStorable(entry);
    }
  }
}

/** A text member, or a problem at its pointer. */
export function textMember(body: JsonBody, name: string, limit = 500): string {
  const value = body[name];
  if (typeof value === 'string' && value.length > 0 && value.length <= limit) return value;
  const expected = `text (1–${limit})`;
  throw new AppError('request.invalid', { count: 1 }, [
    { code: 'request.bad-parameter', at: `/${name}`, params: { name, expected } },
  ]);
}

/** Refuses members the route does not know. */
export function onlyMembers(body: JsonBody, names: readonly string[]): void {
  const unknown = Object.keys(body).filter((name) => !names.includes(name));
  if (unknown.length === 0) return;
  const problems = unknown.map((name) => ({
    code: 'request.unknown-member' as const,
    at: `/${name}`,
    params: { name },
  }));
  throw new AppError('request.invalid', { count: problems.length }, problems);
}

/** Query parameters; unknown and repeated ones are refused. */
export function readQuery<const N extends string>(
  request: Request,
  names: readonly N[],
): Partial<Record<N, string>> {
  const found: Partial<Record<N, string>> = {};
  for (const [name, values] of Object.entries(request.req.queries())) {
    if (!names.includes(name as N)) throw new AppError('request.unknown-parameter', { name });
    if (values.length > 1)
      throw new AppError('request.bad-parameter', { name, expected: 'given once' });
    found[name as N] = values[0] ?? '';
  }
  return found;
}
