// Builds the browser application when it is first asked for, and keeps the result until its sources change.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../config.ts';
import { buildWeb, type WebManifest } from '../web/build.ts';

let current: Promise<WebManifest> | undefined;

/** Address → file of the application. */
export function webManifest(): Promise<WebManifest> {
  current ??= loadOrBuild();
  return current;
}

/** One folder per state of the sources: a build never takes files away from a server that is running. */
const BUILDS = join(projectFolder, 'node_modules', '.cache', 'strata-web');

async function loadOrBuild(): Promise<WebManifest> {
  const outDir = join(BUILDS, sourceHash().slice(0, 16));
  const stored = join(outDir, 'manifest.json');
  if (existsSync(stored)) return JSON.parse(readFileSync(stored, 'utf8')) as WebManifest;
  const manifest = await buildWeb({ outDir });
  writeFileSync(stored, JSON.stringify(manifest));
  return manifest;
}

/** Names, sizes and times of everything the bundle is made of. */
function sourceHash(): string {
  const hash = createHash('sha256');
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else {
        const { size, mtimeMs } = statSync(path);
        hash.update(`${path} ${size} ${mtimeMs}\n`);
      }
    }
  };
  for (const folder of ['runtime/web', 'core/rules', 'core/fields', 'core/model'])
    visit(join(projectFolder, folder));
  return hash.update(readFileSync(join(projectFolder, 'package.json'))).digest('hex');
}
