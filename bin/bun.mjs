// Starts the Bun that npm installed, whether or not its install script was allowed to run.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** All places a Bun binary may stand after `npm ci`, best first. */
function candidates() {
  const os = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform];
  const arch = { x64: 'x64', arm64: 'aarch64' }[process.arch];
  const exe = process.platform === 'win32' ? 'bun.exe' : 'bun';
  const folders = [join(root, 'node_modules')];
  try {
    folders.push(dirname(dirname(createRequire(import.meta.url).resolve('bun/package.json'))));
  } catch {
    // bun is not installed as a package; PATH is the last resort.
  }
  const inPackages = folders.flatMap((modules) => [
    join(modules, 'bun', 'bin', 'bun.exe'),
    ...['', '-musl', '-baseline'].map((kind) =>
      join(modules, '@oven', `bun-${os}-${arch}${kind}`, 'bin', exe),
    ),
  ]);
  return [process.env.BUN_BIN, ...inPackages].filter(Boolean);
}

/** The stub left by a blocked install script is a few hundred bytes of text; the binary is not. */
async function isBinary(path) {
  if (!existsSync(path)) return false;
  const { statSync } = await import('node:fs');
  return statSync(path).size > 1_000_000;
}

async function findBun() {
  for (const path of candidates()) if (await isBinary(path)) return path;
  return 'bun';
}

const child = spawn(await findBun(), process.argv.slice(2), { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`Bun could not be started (${error.message}). Run "npm ci" in ${root}.`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
