// The real server with sample data, and a page signed in to it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type OpenPage, openPage, stopBrowser } from '../../support/browser.ts';

const EMAIL = 'admin@example.com';
const PASSWORD = 'correct-horse-battery';

export interface Product {
  readonly url: string;
  /** Signs in and opens an address. */
  open(path: string, options?: Parameters<typeof openPage>[0]): Promise<OpenPage>;
  stop(): Promise<void>;
}

/** The address the server prints. What it says later is read as well, for a closed pipe would end it. */
async function started(output: ReadableStream<Uint8Array>): Promise<string> {
  const reader = output.getReader();
  const drain = async (): Promise<void> => {
    while (!(await reader.read()).done);
  };
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`the server did not start: ${text}`);
    text += new TextDecoder().decode(value);
    const found = /http:\/\/[\d.]+:\d+/.exec(text);
    if (!found) continue;
    void drain();
    return found[0];
  }
}

async function signIn({ page }: OpenPage, address: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel(/^(邮箱|E-mail)/).fill(EMAIL);
  await page.getByLabel(/^(密码|Password)$/).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('crm-app main > .page').waitFor();
}

/** The product for the tests of one file: started before them, stopped after them. */
export function productOfFile(environment: Record<string, string> = {}): Omit<Product, 'stop'> {
  let product: Product | undefined;
  const running = (): Product => {
    if (!product) throw new Error('The product runs while tests run.');
    return product;
  };
  beforeAll(async () => {
    product = await startProduct(environment);
  }, 120_000);
  afterAll(async () => {
    await stopBrowser();
    await product?.stop();
  });
  return {
    get url() {
      return running().url;
    },
    open: (path, options) => running().open(path, options),
  };
}

export async function startProduct(environment: Record<string, string> = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'crm-product-'));
  const server = Bun.spawn([process.execPath, 'main.ts', 'demo'], {
    cwd: join(import.meta.dirname, '../../..'),
    env: {
      ...process.env,
      CRM_DATA: folder,
      PORT: '0',
      CRM_ADMIN_EMAIL: EMAIL,
      CRM_ADMIN_PASSWORD: PASSWORD,
      ...environment,
    },
    stdout: 'pipe',
    stderr: 'inherit',
  });
  const url = await started(server.stdout);
  return {
    url,
    async open(path, options) {
      const opened = await openPage(options);
      await signIn(opened, url + path);
      return opened;
    },
    async stop() {
      server.kill();
      await server.exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
