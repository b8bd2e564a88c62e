// Files: uploaded once, kept by content in the data folder, served as attachments that run nothing.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { AppError } from '../../../core/errors.ts';
import { readFile } from '../../../core/records/files.ts';
import { createRecord } from '../../../core/records/write.ts';
import { type AppEnv, type Request, requestContext } from '../app-env.ts';
import { readQuery } from '../body.ts';
import { steadyStream } from '../steady-body.ts';

export const MAX_FILE_BYTES = 10_000_000;
/** Room for the parts around the file. */
const MAX_UPLOAD_BYTES = MAX_FILE_BYTES + 100_000;

export const fileRoutes = new Hono<AppEnv>();

/** Pictures browsers show without running anything in them; everything else is a download. */
const INLINE = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const BAD_NAME = /[\p{Cc}\p{Cf}/\\]/u;

fileRoutes.post('/api/files', async (request) => {
  const context = requestContext(request);
  const file = await readUpload(request);
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes.byteLength > MAX_FILE_BYTES)
    throw new AppError('file.too-large', { limit: MAX_FILE_BYTES / 1e6 });
  const name = file.name.normalize('NFC').trim();
  if (name === '' || name.length > 200 || BAD_NAME.test(name)) throw new AppError('file.name');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  store(request, sha256, bytes);
  const type = typeOf(bytes, file.type);
  const record = await createRecord(
    context,
    'file',
    { name, type, size: bytes.byteLength, sha256, owner: context.actor.id },
    { trusted: true },
  );
  return request.json(record, 201);
});

/** The part `file` of a multipart body; the body is counted while it arrives. */
async function readUpload(request: Request): Promise<File> {
  if (!(request.req.header('content-type') ?? '').startsWith('multipart/form-data')) {
    throw new AppError('request.media-type', { expected: 'multipart/form-data' });
  }
  let size = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.byteLength;
      if (size > MAX_UPLOAD_BYTES)
        controller.error(new AppError('file.too-large', { limit: MAX_FILE_BYTES / 1e6 }));
      else controller.enqueue(chunk);
    },
  });
  if (Number(request.req.header('content-length') ?? 0) > MAX_UPLOAD_BYTES)
    throw new AppError('file.too-large', { limit: MAX_FILE_BYTES / 1e6 });
  const { body: raw } = request.req.raw;
  const body = raw && steadyStream(raw).pipeThrough(counted);
  const form = await new Response(body, {
    headers: { 'Content-Type': request.req.header('content-type') ?? '' },
  })
    .formData()
    .catch((error: unknown) => {
      if (size > MAX_UPLOAD_BYTES)
        throw new AppError('file.too-large', { limit: MAX_FILE_BYTES / 1e6 });
      if (error instanceof AppError) throw error;
      throw new AppError('request.unreadable', {
        reason: error instanceof Error ? error.message : 'multipart',
      });
    });
  const file = form.get('file');
  if (file instanceof File) return file;
  throw new AppError('request.bad-parameter', { name: 'file', expected: 'a file part' });
}

/** Written beside and moved in place, so that a file is there whole or not at all. */
function store(request: Request, sha256: string, bytes: Uint8Array): void {
  const path = pathOf(request, sha256);
  if (existsSync(path)) return;
  mkdirSync(join(path, '..'), { recursive: true });
  const part = `${path}.${request.get('requestId')}.part`;
  writeFileSync(part, bytes);
  renameSync(part, path);
}

function pathOf(request: Request, sha256: string): string {
  return join(request.get('runtime').config.dataFolder, 'files', sha256.slice(0, 2), sha256);
}

/** Type by the first bytes; what people say is believed only when it cannot do harm. */
function typeOf(bytes: Uint8Array, claimed: string): string {
  const starts = (...codes: number[]) => codes.every((code, index) => bytes[index] === code);
  if (starts(0x89, 0x50, 0x4e, 0x47)) return 'image/png';
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(0x47, 0x49, 0x46, 0x38)) return 'image/gif';
  if (starts(0x52, 0x49, 0x46, 0x46) && String.fromCharCode(...bytes.slice(8, 12)) === 'WEBP')
    return 'image/webp';
  if (starts(0x25, 0x50, 0x44, 0x46)) return 'application/pdf';
  const harmless =
    /^(application\/(zip|json|vnd\.[\w.+-]+|msword)|text\/(plain|csv)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;
  return harmless.test(claimed) ? claimed : 'application/octet-stream';
}

fileRoutes.get('/api/files/:id', async (request) => {
  const { download } = readQuery(request, ['download']);
  const record = await readFile(requestContext(request), request.req.param('id'));
  const type = String(record.type ?? 'application/octet-stream');
  const disposition = INLINE.has(type) && download === undefined ? 'inline' : 'attachment';
  const file = Bun.file(pathOf(request, String(record.sha256)));
  if (!(await file.exists())) throw new AppError('record.not-found');
  return new Response(file, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(String(record.name))}`,
      'Cache-Control': 'private, no-cache',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
    },
  });
});
