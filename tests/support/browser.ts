// Starts one headless Chromium for browser tests and opens pages that remember every CSP violation and page error.
import chromium from '@sparticuz/chromium';
import {
  type Browser,
  type BrowserContextOptions,
  type Page,
  chromium as playwright,
} from 'playwright-core';

// One process ends with its first page, and the security model is what these tests look at.
const UNWANTED = /single-process|no-zygote|web-security|insecure-content|isolation-trials/;

let browser: Promise<Browser> | undefined;

/** The browser itself may fall over while it starts on a busy machine. */
const TRIES = 3;

async function launch(tries = TRIES): Promise<Browser> {
  const executablePath = process.env.CRM_CHROMIUM ?? (await chromium.executablePath());
  const args = chromium.args.filter((arg) => !UNWANTED.test(arg));
  try {
    return await playwright.launch({ executablePath, args, headless: true });
  } catch (error) {
    if (tries <= 1) throw error;
    return launch(tries - 1);
  }
}

export function startBrowser(): Promise<Browser> {
  browser ??= launch();
  return browser;
}

export async function stopBrowser(): Promise<void> {
  const running = await browser;
  browser = undefined;
  await running?.close();
}

export interface OpenPage {
  page: Page;
  /** CSP violations, uncaught errors and console errors, in order. */
  faults: string[];
  close(): Promise<void>;
}

export async function openPage(options: BrowserContextOptions = {}): Promise<OpenPage> {
  const running = await startBrowser();
  const context = await running.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(
        `CSP ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      ),
    );
  });
  page.on('pageerror', (error) => faults.push(`error ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (401|404|412|422)/.test(message.text()))
      faults.push(message.text());
  });
  return { page, faults, close: () => context.close() };
}
