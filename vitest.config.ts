// Tests run under Bun (the engine uses its SQLite, PostgreSQL client and password hashing); under Node this file starts
// itself again there.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

if (!process.versions.bun) {
  const launcher = fileURLToPath(new URL('./bin/bun.mjs', import.meta.url));
  const run = spawnSync(process.execPath, [launcher, '--bun', ...process.argv.slice(1)], {
    stdio: 'inherit',
  });
  process.exit(run.status ?? 1);
}

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    pool: 'threads',
    reporters: ['default', './tests/support/count-reporter.ts'],
    maxWorkers: 2,
    globalSetup: ['tests/support/postgres.ts'],
    testTimeout: 90_000,
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
  },
});
