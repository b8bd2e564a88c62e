// Accessibility of every page by axe-core, in both themes, on a desk and on a phone: no violations.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stopBrowser } from '../support/browser.ts';
import { violations } from './support/accessibility.ts';
import { fieldOf, openApp, startServer } from './support/app.ts';
import type { MockServer } from './support/mock-server.ts';

let server: MockServer;

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterAll(async () => {
  await stopBrowser();
  server.stop();
});

interface Screen {
  name: string;
  path: string;
  out?: boolean;
  act?(page: Page): Promise<void>;
}

const screens: Screen[] = [
  { name: 'sign-in', path: '/sign-in', out: true },
  { name: 'home', path: '/' },
  { name: 'list', path: '/e/account' },
  { name: 'record', path: '/e/account/a0' },
  { name: 'form with every field type', path: '/e/thing/t0/edit' },
  { name: 'settings', path: '/settings' },
  {
    name: 'form with errors',
    path: '/e/account/new',
    act: async (page) => {
      await page.keyboard.press('Control+s');
      await page.getByRole('alert').first().waitFor();
    },
  },
  {
    name: 'open combobox',
    path: '/e/account/a0/edit',
    act: async (page) => {
      await fieldOf(page, 'parent').locator('input').click();
      await fieldOf(page, 'parent').locator('[role=option]').first().waitFor();
    },
  },
  {
    name: 'open tree',
    path: '/e/account/a0/edit',
    act: async (page) => {
      await fieldOf(page, 'classes').locator('.u-tree-open').click();
      await fieldOf(page, 'classes').locator('[role=treeitem]').first().waitFor();
    },
  },
  {
    name: 'open calendar',
    path: '/e/account/a0/edit',
    act: async (page) => {
      await fieldOf(page, 'founded').getByRole('button').click();
      await fieldOf(page, 'founded').locator('[role=grid]').waitFor();
    },
  },
  {
    name: 'palette',
    path: '/e/account',
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').waitFor();
    },
  },
];

const variants = [
  { name: 'light', options: { colorScheme: 'light' } },
  { name: 'dark', options: { colorScheme: 'dark' } },
  {
    name: 'phone',
    options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  },
] as const;

for (const { name: variant, options } of variants)
  describe(variant, () => {
    for (const screen of screens)
      test(screen.name, async () => {
        server.signedIn = !screen.out;
        const app = await openApp(server, screen.path, options);
        await app.page.waitForTimeout(200);
        await screen.act?.(app.page);
        await app.page.waitForTimeout(200);
        expect(await violations(app.page)).toEqual([]);
        expect(app.faults).toEqual([]);
        await app.close();
      }, 30_000);
  });
