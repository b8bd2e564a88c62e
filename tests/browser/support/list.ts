// What tests of lists do with a page: its heads, cells and address, the server beside it.
import type { Page } from 'playwright-core';
import { afterEach, expect } from 'vitest';
import type { OpenPage } from '../../support/browser.ts';
import { type Product, productOfFile } from './product.ts';

export const patience = { timeout: 10_000 };

/** An answer of the server, asked from the page. */
export async function api(page: Page, path: string) {
  const text = await page.evaluate(async (address) => (await fetch(address)).text(), path);
  return JSON.parse(text);
}

export async function waitForRows(page: Page): Promise<void> {
  const rows = page.locator('crm-grid .cell a, crm-grid .card');
  await expect.poll(() => rows.count(), patience).toBeGreaterThan(5);
}

export function heads(page: Page): Promise<string[]> {
  return page.locator('crm-grid .th[data-head] .u-cut').allTextContents();
}

export function cell(page: Page, row: number, column: number) {
  return page.locator(`crm-grid [data-row="${row}"] [data-column="${column}"]`);
}

export function address(page: Page): URLSearchParams {
  return new URL(page.url()).searchParams;
}

export async function columnOf(page: Page, label: string): Promise<number> {
  return (await heads(page)).indexOf(label);
}

/** Puts the keyboard on a cell of a named column; answers the column. */
export async function goTo(page: Page, row: number, label: string): Promise<number> {
  const column = await columnOf(page, label);
  await cell(page, row, column).focus();
  return column;
}

const shots = process.env.CRM_SHOTS;

interface ListOfFile {
  readonly product: ReturnType<typeof productOfFile>;
  open(path: string, options?: Parameters<Product['open']>[1]): Promise<Page>;
  /** Keeps a picture in the folder `CRM_SHOTS`, where one is named. */
  shot(name: string): Promise<void>;
}

/** A list of the product for each test of a file; faults of its page fail the test. */
export function listOfFile(): ListOfFile {
  const product = productOfFile();
  let app: OpenPage | undefined;
  afterEach(async () => {
    expect(app?.faults).toEqual([]);
    await app?.close();
    app = undefined;
  });
  return {
    product,
    async open(path, options) {
      app = await product.open(path, options);
      await waitForRows(app.page);
      return app.page;
    },
    async shot(name) {
      if (shots) await app?.page.screenshot({ path: `${shots}/list-${name}.png` });
    },
  };
}
