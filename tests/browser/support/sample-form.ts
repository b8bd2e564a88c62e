// The form with every field type, opened afresh for each test of a file; what widget tests start with.
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { stopBrowser } from '../../support/browser.ts';
import { type App, fieldOf, openApp, startServer } from './app.ts';
import { makeRecords } from './fixture-data.ts';
import type { MockServer } from './mock-server.ts';

export interface SampleForm {
  readonly server: MockServer;
  readonly page: Page;
  /** The frame of a field. */
  field(name: string): Locator;
  /** The first input of a field. */
  input(name: string): Locator;
  press(...keys: string[]): Promise<void>;
  /** What the server holds of a field once the form is saved. */
  stored(name: string): Promise<unknown>;
}

/** Registers the hooks of a test file. No test may leave a violation of the policy or an error behind. */
export function useSampleForm(options: Parameters<typeof openApp>[2] = {}): SampleForm {
  let server: MockServer;
  let app: App;
  beforeAll(async () => {
    server = await startServer();
  }, 60_000);
  afterAll(async () => {
    await stopBrowser();
    server.stop();
  });
  beforeEach(async () => {
    server.latency = 0;
    server.log.length = 0;
    server.records = makeRecords();
    app = await openApp(server, '/e/thing/t0/edit', options);
    await app.page.locator('crm-form').waitFor();
  }, 30_000);
  afterEach(async () => {
    const { faults } = app;
    await app.close();
    expect(faults).toEqual([]);
  });
  return {
    get server() {
      return server;
    },
    get page() {
      return app.page;
    },
    field: (name) => fieldOf(app.page, name),
    input: (name) => fieldOf(app.page, name).locator('input').first(),
    async press(...keys) {
      for (const key of keys) await app.page.keyboard.press(key);
    },
    async stored(name) {
      const version = () => server.records.thing?.[0]?.version;
      const before = version();
      await app.page.keyboard.press('Control+s');
      await expect.poll(version).not.toBe(before);
      return server.records.thing?.[0]?.[name];
    },
  };
}
