// The real process, started as a user starts it, and what the system says about it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface StartedProcess {
  /** From the spawn to the first healthy answer, ms. */
  readonly millis: number;
  readonly url: string;
  /** Resident memory, MB. */
  memory(): number;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Starts `main.ts serve` on a data folder and waits for the first healthy answer. */
export async function startProcess(
  dataFolder: string,
  environment: Record<string, string> = {},
): Promise<StartedProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const before = performance.now();
  const child = Bun.spawn([process.execPath, join(project, 'main.ts'), 'serve'], {
    env: { ...process.env, CRM_DATA: dataFolder, PORT: String(port), ...environment },
    stdout: 'ignore',
    stderr: 'inherit',
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`);
    const answer = await fetch(`${url}/api/health`).catch(() => undefined);
    if (answer?.ok) break;
    await Bun.sleep(2);
  }
  const millis = performance.now() - before;
  return {
    millis,
    url,
    memory() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(status.match(/VmRSS:\s+(\d+)/)?.[1] ?? 0) / 1024;
    },
    async stop() {
      child.kill();
      await child.exited;
    },
  };
}
