// The application on the mock server, opened at an address: what every browser test starts with.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Locator, Page } from 'playwright-core';
import { type OpenPage, openPage } from '../../support/browser.ts';
import { type MockServer, startMockServer } from './mock-server.ts';

export type App = OpenPage & { go(path: string): Promise<void> };

export function startServer(): Promise<MockServer> {
  return startMockServer(mkdtempSync(join(tmpdir(), 'crm-web-')));
}

export async function openApp(
  server: MockServer,
  path: string,
  options: Parameters<typeof openPage>[0] = {},
): Promise<App> {
  const opened = await openPage(options);
  const go = async (to: string) => {
    await opened.page.goto(server.url + to);
    await opened.page.waitForLoadState('networkidle');
  };
  await go(path);
  return { ...opened, go };
}

/** The frame of a field by its name; Playwright looks through open shadow roots. */
export function fieldOf(page: Page, name: string): Locator {
  return page.locator(`[data-field="${name}"]`);
}

/** Types through an input method: the preedit text is shown first, then committed. */
export async function compose(
  page: Page,
  preedit: readonly string[],
  committed: string,
): Promise<void> {
  const session: CDPSession = await page.context().newCDPSession(page);
  for (const text of preedit) {
    await session.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
    await page.waitForTimeout(250);
  }
  await session.send('Input.insertText', { text: committed });
  await session.detach();
}

/** The text of the focused element, through shadow roots. */
export function activeText(page: Page): Promise<string> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.textContent?.trim() ?? '';
  });
}
