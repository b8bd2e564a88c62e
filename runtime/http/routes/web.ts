// The browser application: hashed assets, precompressed; every other address answers the start page.
import { Hono } from 'hono';
import type { WebFile } from '../../web/build.ts';
import type { AppEnv, Request } from '../app-env.ts';
import { webManifest } from '../web-assets.ts';

export const webRoutes = new Hono<AppEnv>();

webRoutes.get('*', async (request, next) => {
  const { path } = request.req;
  if (path === '/api' || path.startsWith('/api/')) return next();
  const manifest = await webManifest();
  const found = manifest[path];
  if (found && path !== '/index.html') return serve(request, found);
  const isPage = !path.startsWith('/assets/') && !/\.\w{2,5}$/.test(path);
  return isPage && manifest['/index.html'] ? serve(request, manifest['/index.html']) : next();
});

function serve(request: Request, file: WebFile): Response {
  const accepted = request.req.header('accept-encoding') ?? '';
  const encoding = !file.compressed
    ? undefined
    : /\bbr\b/.test(accepted)
      ? 'br'
      : /\bgzip\b/.test(accepted)
        ? 'gzip'
        : undefined;
  const suffix = encoding === 'br' ? '.br' : encoding === 'gzip' ? '.gz' : '';
  const headers: Record<string, string> = {
    'Content-Type': file.type,
    'Cache-Control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    Vary: 'Accept-Encoding',
  };
  if (encoding) headers['Content-Encoding'] = encoding;
  return new Response(Bun.file(file.file + suffix), { headers });
}
