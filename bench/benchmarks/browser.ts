// The application in a real Chromium: script of the first load, the first row of a very large list, a form of 100 fields.
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { openPage, stopBrowser } from '../../tests/support/browser.ts';
import type { Benchmark } from '../benchmark.ts';
import { writeBigPack } from '../support/big-pack.ts';
import { median } from '../support/measure.ts';
import type { Figure } from '../support/report.ts';
import {
  benchPacks,
  type Fetch,
  scratchFolder,
  startBenchWorld,
  startPackWorld,
} from '../support/world.ts';

const ROUNDS = 7;
const FIELDS = 101;
const FORM_FIELDS = ['crm-app', 'crm-form-page', 'crm-form', '[data-field]'];

/** Serves an application on a free port while `run` works with it. */
async function served<T>(fetch: Fetch, run: (url: string) => Promise<T>): Promise<T> {
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch });
  try {
    return await run(`http://127.0.0.1:${server.port}`);
  } finally {
    await server.stop(true);
  }
}

async function signedIn(url: string, token: string): ReturnType<typeof openPage> {
  const opened = await openPage();
  await opened.page.context().addCookies([{ name: 'crm_session', value: token, url }]);
  return opened;
}

/** Waits until `count` elements are there at the end of a path through shadow roots; answers the page's clock then, in ms. */
function shownAt(page: Page, path: readonly string[], count: number): Promise<number> {
  return page.evaluate(
    ({ hosts, wanted, least }) => {
      const counted = () => {
        let root: Document | ShadowRoot | null | undefined = document;
        for (const host of hosts) root = root?.querySelector(host)?.shadowRoot;
        return root?.querySelectorAll(wanted).length ?? 0;
      };
      return new Promise<number>((resolve) => {
        const look = () =>
          counted() >= least ? resolve(performance.now()) : requestAnimationFrame(look);
        look();
      });
    },
    { hosts: path.slice(0, -1), wanted: path.at(-1) ?? '', least: count },
  );
}

/** From the navigation of a fresh browser profile to the first row. */
async function firstRow(url: string, token: string): Promise<number> {
  const { page, close } = await signedIn(url, token);
  await page.goto(`${url}/e/deal`, { waitUntil: 'commit' });
  await page.waitForFunction(() => document.body !== null);
  const shown = await shownAt(page, ['crm-app', 'crm-list-page', 'crm-grid', '[role=gridcell]'], 5);
  await close();
  return shown;
}

/** Kilobytes of compressed script a first visit of these addresses fetches. */
async function scriptSize(url: string, token: string, paths: readonly string[]): Promise<number> {
  const { page, close } = await signedIn(url, token);
  const sizes = new Map<string, number>();
  const reading: Promise<void>[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.endsWith('.js') || !pathname.startsWith('/assets/')) return;
    const read = response.body().then((body) => void sizes.set(pathname, gzipSync(body).length));
    reading.push(read);
  });
  for (const path of paths) {
    await page.goto(url + path);
    await page.waitForLoadState('networkidle');
  }
  await Promise.all(reading);
  await close();
  return [...sizes.values()].reduce((sum, size) => sum + size, 0) / 1000;
}

/** From the click to all fields of the form: its first time in a page, and once more. */
async function formTimes(url: string, token: string): Promise<{ cold: number; warm: number }> {
  const { page, close } = await signedIn(url, token);
  await page.goto(`${url}/e/big0`);
  await page.waitForLoadState('networkidle');
  const open = async () => {
    // The click of the page itself: Playwright's own waits for what it clicks.
    const before = await page.evaluate(() => {
      const link = document
        .querySelector('crm-app')
        ?.shadowRoot?.querySelector<HTMLElement>('.top a.u-btn-primary');
      const now = performance.now();
      link?.click();
      return now;
    });
    return (await shownAt(page, FORM_FIELDS, FIELDS - 1)) - before;
  };
  const cold = await open();
  await page.goBack();
  await page.waitForLoadState('networkidle');
  const warm = await open();
  await close();
  return { cold, warm };
}

async function listFigures(manyRows: number): Promise<Figure[]> {
  const world = await startBenchWorld(manyRows, false);
  const { fetch, adminToken } = world;
  const figures = await served(fetch, async (url): Promise<Figure[]> => {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await firstRow(url, adminToken));
    const list = await scriptSize(url, adminToken, ['/e/deal']);
    const both = await scriptSize(url, adminToken, ['/e/deal', '/e/deal/new']);
    return [
      { name: `first row of ${manyRows} from navigation`, value: median(times), unit: 'ms' },
      { name: 'script of the list, gzip', value: list, unit: 'KB' },
      { name: 'script of list and form, gzip', value: both, unit: 'KB', atMost: 120 },
    ];
  });
  await world.close();
  return figures;
}

async function formFigures(): Promise<Figure[]> {
  const [pack, folder] = [scratchFolder('form-pack'), scratchFolder('form')];
  writeBigPack(pack, 1, FIELDS);
  const { runtime, fetch, token } = await startPackWorld(folder, [benchPacks[0] ?? '', pack]);
  const times = await served(fetch, async (url) => {
    const all = [];
    for (let round = 0; round < ROUNDS; round++) all.push(await formTimes(url, token));
    return all;
  });
  await runtime.close();
  const cold = median(times.map((each) => each.cold));
  const warm = median(times.map((each) => each.warm));
  return [
    { name: 'form of 100 fields, cold', value: cold, unit: 'ms', atMost: 250 },
    { name: 'form of 100 fields, warm', value: warm, unit: 'ms', atMost: 80 },
  ];
}

export const browser: Benchmark = {
  name: 'browser',
  about: 'script size, first row of a very large list, form of 100 fields',
  async run({ manyRows }) {
    try {
      return [...(await formFigures()), ...(await listFigures(manyRows))];
    } finally {
      await stopBrowser();
    }
  },
};
