// Large text and small windows: at 200 % zoom and at 320 pixels nothing is lost and no page is scrolled sideways; motion
// and contrast follow what the reader asks of the system.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenPage } from '../support/browser.ts';
import { productOfFile } from './support/product.ts';

const product = productOfFile();

async function idOf(page: Page): Promise<string> {
  const answer = await page.request.get(`${product.url}/api/records/account?limit=1`);
  return ((await answer.json()) as { items: { id: string }[] }).items[0]?.id ?? '';
}

/** Controls and headings that reach out of the window where nothing scrolls them into sight. */
function lost(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const scrolls = (element: Element | null): boolean => {
      for (let node: Element | null = element; node; ) {
        const { overflowX } = getComputedStyle(node);
        if ((overflowX === 'auto' || overflowX === 'scroll') && node.scrollWidth > node.clientWidth)
          return true;
        const root = node.getRootNode();
        node = node.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
      }
      return false;
    };
    const look = (root: ParentNode) => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot) look(element.shadowRoot);
        if (!element.matches('button,a[href],input,select,textarea,h1,h2')) continue;
        const box = element.getBoundingClientRect();
        const isShown = box.width > 1 && box.height > 1 && element.checkVisibility();
        if (isShown && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(element))
          found.push(
            `${element.localName} ${element.textContent?.trim().slice(0, 20)} ${box.right}`,
          );
      }
    };
    look(document);
    return found;
  });
}

/** Where a page, or the part of it that scrolls down, can also be scrolled sideways. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const pages = ['main', '.page', '.body', '.sheet', 'dialog'];
    const found: string[] = [];
    const look = (root: ParentNode) => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot) look(element.shadowRoot);
        if (!pages.some((selector) => element.matches(selector))) continue;
        if (element.closest('[role=grid]')) continue;
        const { overflowX } = getComputedStyle(element);
        if (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1)
          found.push(`${element.localName}.${element.className} ${element.scrollWidth}`);
      }
    };
    look(document);
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) found.push(`html ${scrollWidth}`);
    return found;
  });
}

const windows = [
  { name: '320 pixels', options: { viewport: { width: 320, height: 640 } } },
  {
    name: '200 %',
    options: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  },
] as const;
const languages = ['zh-CN', 'en-US'] as const;
const screens: [string, string, ((page: Page) => Promise<void>)?][] = [
  ['home', '/'],
  ['list', '/e/account'],
  ['record', 'record'],
  ['new record', '/e/account/new'],
  ['edited record', 'record/edit'],
  ['settings', '/settings'],
  ['unknown page', '/nowhere'],
  ['palette', '/', (page) => page.keyboard.press('Control+k')],
  ['shortcuts', '/', (page) => page.keyboard.press('?')],
  [
    'filter',
    '/e/account',
    async (page) => {
      await page.locator('.tools .filter').click();
      await page.locator(':popover-open').first().waitFor();
    },
  ],
  [
    'small form',
    '/e/account',
    async (page) => {
      await page.locator('crm-list-page .tools').waitFor();
      await page.keyboard.press('c');
      await page.locator('crm-form-dialog [data-field=name] input').waitFor();
    },
  ],
];

describe.each(windows)('$name', ({ options }) => {
  describe.each(languages)('%s', (locale) => {
    let app: OpenPage;
    let id = '';
    beforeAll(async () => {
      app = await product.open('/', { ...options, locale });
      app.page.setDefaultTimeout(15_000);
      id = await idOf(app.page);
    }, 30_000);
    afterAll(() => app.close());

    test.each(screens)(
      '%s',
      async (_, path, act) => {
        const { page } = app;
        await page.goto(product.url + path.replace('record', `/e/account/${id}`));
        await page.locator('crm-app main > .page > *').first().waitFor();
        await page.waitForLoadState('networkidle');
        await act?.(page);
        await page.waitForTimeout(150);
        expect({ lost: await lost(page), sideways: await sideways(page) }).toEqual({
          lost: [],
          sideways: [],
        });
      },
      15_000,
    );
  });
});

test('no motion and more contrast where the reader asks for them', async () => {
  const app = await product.open('/', { reducedMotion: 'reduce', contrast: 'more' });
  const token = (name: string) =>
    app.page.evaluate(
      (wanted) => getComputedStyle(document.documentElement).getPropertyValue(wanted).trim(),
      name,
    );
  expect(await token('--fast')).toBe('0ms');
  expect(await token('--line-ctl')).toBe('#5b6573');
  await app.page.emulateMedia({ colorScheme: 'dark', contrast: 'more' });
  expect(await token('--line-ctl')).toBe('#b5bcc8');
  await app.page.emulateMedia({ contrast: 'no-preference', reducedMotion: 'no-preference' });
  expect(await token('--fast')).not.toBe('0ms');
  await app.close();
}, 30_000);
