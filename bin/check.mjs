// `npm run check`: format, lint, types, house rules and unit tests, in seconds.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name) => join(root, 'node_modules', '.bin', name);
const vitest = [
  join(root, 'bin', 'bun.mjs'),
  '--bun',
  join(root, 'node_modules', 'vitest', 'vitest.mjs'),
];
const unit = ['tests/house', 'tests/core', 'tests/packs'];

const steps = [
  ['format and lint', bin('biome'), ['check', '.']],
  ['types', bin('tsc'), ['-p', root]],
  ['house and unit tests', process.execPath, [...vitest, 'run', ...unit]],
];
for (const [name, command, args] of steps) {
  console.log(`— ${name}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
