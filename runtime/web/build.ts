// Builds the browser application: hashed scripts, font, icons, start page, each also compressed. The server serves what
// the returned manifest lists.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { browserParts } from './browser-parts.ts';

export interface WebFile {
  /** Absolute path; `.br` and `.gz` stand beside it when `compressed`. */
  file: string;
  type: string;
  /** The name holds a hash of the content. */
  immutable: boolean;
  compressed: boolean;
}
/** Address → file. `/index.html` answers every address of the application. */
export type WebManifest = Record<string, WebFile>;

export interface BuildOptions {
  outDir: string;
  /** Another entry, e.g. of an application that adds pages; default: this folder's own. */
  entry?: string;
}

const HERE = import.meta.dirname;
const FONT = join(
  HERE,
  '../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
);
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  webmanifest: 'application/manifest+json',
};
const COMPRESSED = new Set(['js', 'css', 'html', 'svg', 'webmanifest']);

function hashOf(content: Uint8Array | string): string {
  return Bun.hash(content).toString(36).slice(0, 8);
}

async function bundle(entry: string, outDir: string): Promise<string> {
  const result = await Bun.build({
    entrypoints: [entry],
    outdir: join(outDir, 'assets'),
    target: 'browser',
    format: 'esm',
    splitting: true,
    minify: true,
    publicPath: '/assets/',
    plugins: [browserParts],
    naming: {
      entry: '[name]-[hash].[ext]',
      chunk: '[name]-[hash].[ext]',
      asset: '[name]-[hash].[ext]',
    },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  if (!result.success)
    throw new AggregateError(result.logs, 'The browser application was not built');
  const main = result.outputs.find((output) => output.kind === 'entry-point');
  return main?.path.split('/').at(-1) ?? '';
}

/** The API reader: a page of its own, outside the application, under fixed names. */
async function bundleDocs(outDir: string): Promise<void> {
  const result = await Bun.build({
    entrypoints: [join(HERE, 'docs/docs.ts')],
    outdir: join(outDir, 'assets'),
    target: 'browser',
    format: 'esm',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  if (!result.success) throw new AggregateError(result.logs, 'The API reader was not built');
  const styles = await readFile(join(HERE, 'docs/docs.css'));
  await writeFile(join(outDir, 'assets', 'docs.css'), styles);
}

/** The service worker: under a fixed name at the root, so that it may serve every page. */
async function bundleWorker(outDir: string, build: string): Promise<void> {
  const result = await Bun.build({
    entrypoints: [join(HERE, 'app/service-worker.ts')],
    target: 'browser',
    format: 'esm',
    minify: true,
    define: { BUILD: JSON.stringify(build) },
  });
  const [worker] = result.outputs;
  if (!result.success || !worker)
    throw new AggregateError(result.logs, 'The service worker was not built');
  await writeFile(join(outDir, WORKER), await worker.text());
}

async function copyFont(outDir: string): Promise<string> {
  const font = await readFile(FONT);
  const name = `inter-${hashOf(font)}.woff2`;
  await writeFile(join(outDir, 'assets', name), font);
  return name;
}

async function writeStyles(outDir: string, font: string): Promise<string> {
  const css = (await readFile(join(HERE, 'ui/boot.css'), 'utf8')).replace(
    '{{inter}}',
    `/assets/${font}`,
  );
  const name = `boot-${hashOf(css)}.css`;
  await writeFile(join(outDir, 'assets', name), css);
  return name;
}

function startPage(script: string, styles: string, font: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>Strata CRM</title>
<link rel="icon" href="/assets/logo.svg" type="image/svg+xml">
<link rel="manifest" href="/manifest.webmanifest">
<link rel="preload" href="/assets/${font}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="/assets/${styles}">
<script type="module" src="/assets/${script}"></script>
</head>
<body></body>
</html>
`;
}

const WORKER = 'service-worker.js';
const WEB_MANIFEST = {
  id: '/',
  scope: '/',
  lang: 'zh-CN',
  name: 'Strata CRM',
  short_name: 'Strata',
  start_url: '/',
  display: 'standalone',
  background_color: '#f3f4f7',
  theme_color: '#2f55d4',
  icons: [
    { src: '/assets/logo.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
    { src: '/assets/logo.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'maskable' },
  ],
};

/** Writes `.br` and `.gz` beside a file that gains by it. */
async function compress(file: string): Promise<void> {
  const content = await readFile(file);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  await writeFile(`${file}.br`, brotliCompressSync(content, quality));
  await writeFile(`${file}.gz`, gzipSync(content, { level: 9 }));
}

async function entryOf(folder: string, name: string): Promise<WebFile> {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  const file = join(folder, name);
  const compressed = COMPRESSED.has(extension);
  if (compressed) await compress(file);
  const immutable = /-[a-z0-9]{8}\.\w+$/.test(name);
  return { file, type: TYPES[extension] ?? 'application/octet-stream', immutable, compressed };
}

export async function buildWeb({
  outDir,
  entry = join(HERE, 'app/main.ts'),
}: BuildOptions): Promise<WebManifest> {
  await rm(outDir, { recursive: true, force: true });
  const assets = join(outDir, 'assets');
  await mkdir(assets, { recursive: true });
  const script = await bundle(entry, outDir);
  const font = await copyFont(outDir);
  const styles = await writeStyles(outDir, font);
  await bundleDocs(outDir);
  const start = startPage(script, styles, font);
  await bundleWorker(outDir, `app-${hashOf(start)}`);
  await writeFile(join(assets, 'icons.svg'), await readFile(join(HERE, 'ui/icons.svg')));
  await writeFile(join(assets, 'logo.svg'), await readFile(join(HERE, 'app/logo.svg')));
  await writeFile(join(outDir, 'index.html'), start);
  await writeFile(join(outDir, 'manifest.webmanifest'), JSON.stringify(WEB_MANIFEST));
  const manifest: WebManifest = {};
  for (const name of await readdir(assets))
    manifest[`/assets/${name}`] = await entryOf(assets, name);
  for (const name of ['index.html', 'manifest.webmanifest', WORKER])
    manifest[`/${name}`] = await entryOf(outDir, name);
  return manifest;
}
