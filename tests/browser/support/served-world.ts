// A fresh world behind a real server, whose people open pages already signed in; what fails in a page fails the test.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Serving, serve } from '../../../runtime/serve.ts';
import { type OpenPage, openPage, stopBrowser } from '../../support/browser.ts';
import { startWorld, type World } from '../../support/world.ts';

export interface ServedWorld {
  readonly world: World;
  readonly url: string;
  /** A page of somebody the world has made, by name. */
  open(name: string, path: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Registers the hooks of a test file. */
export function useServedWorld(): ServedWorld {
  const opened: OpenPage[] = [];
  let world: World;
  let server: Serving;
  beforeAll(async () => {
    world = await startWorld('sqlite', { environment: { PORT: '0' } });
    server = serve(world.runtime);
  }, 60_000);
  afterAll(async () => {
    await stopBrowser();
    await server.stop(1);
  });
  afterEach(async () => {
    for (const { faults, close } of opened.splice(0)) {
      expect(faults).toEqual([]);
      await close();
    }
  });
  return {
    get world() {
      return world;
    },
    get url() {
      return String(server.url).replace(/\/$/, '');
    },
    async open(name, path, options) {
      const app = await openPage(options);
      opened.push(app);
      const answer = await world.anonymous.post('/api/auth/sign-in/email', {
        email: `${name}@example.com`,
        password: 'correct horse battery',
      });
      const cookie = { name: 'crm_session', value: answer.body.token, url: String(server.url) };
      await app.page.context().addCookies([cookie]);
      await app.page.goto(String(server.url).replace(/\/$/, '') + path);
      return app.page;
    },
  };
}
