// Accessibility of field widgets with their popups open, in both themes and on a phone: no violations by axe-core.
import axe from 'axe-core';
import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useSampleForm } from './support/sample-form.ts';

const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};
const variants: [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', phone],
];

interface AxeWindow {
  axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
}

for (const [variant, options] of variants)
  describe(variant, () => {
    const form = useSampleForm(options);
    const open: Record<string, () => Promise<unknown>> = {
      'calendar: months': async () => {
        await form.field('founded').getByRole('button').click();
        await form
          .field('founded')
          .getByRole('button', { name: /选择年月/ })
          .click();
      },
      'list of times': () => form.input('opens').click(),
      period: () => form.field('quarter').getByRole('button').click(),
      region: () => form.field('address').locator('.u-tree-open').click(),
      palette: () => form.field('colour').getByRole('button').click(),
      Markdown: async () => {
        await form.field('body').locator('textarea').fill('# 标题\n\n- 一\n\n```\ncode\n```');
        await form.field('body').getByRole('button', { name: '预览' }).click();
      },
      'several entities': () => form.input('about').click(),
      lines: async () => {
        await form.field('lines').getByRole('button', { name: '添加一行' }).click();
        await form.page.keyboard.press('Tab');
      },
      'a failed upload and a picture': async () => {
        const input = form.field('files').locator('input[type=file]');
        const buffer = Buffer.from('x');
        await input.setInputFiles({ name: '坏.pdf', mimeType: 'application/pdf', buffer });
        await form.field('files').getByRole('button', { name: '重试' }).waitFor();
        await input.setInputFiles({ name: '图.png', mimeType: 'image/png', buffer });
        await form.field('files').getByRole('link', { name: '图.png', exact: true }).click();
        await form.page.locator('crm-file-preview dialog[open]').waitFor();
      },
    };
    for (const [name, act] of Object.entries(open))
      test(name, async () => {
        await act();
        await form.page.waitForTimeout(300);
        await form.page.evaluate(axe.source);
        const found = await form.page.evaluate(async () => {
          const { violations } = await (window as unknown as AxeWindow).axe.run();
          return violations.flatMap(({ id, nodes }) =>
            nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`),
          );
        });
        expect(found).toEqual([]);
        const width = await form.page.evaluate(() => document.documentElement.scrollWidth);
        expect(width).toBeLessThanOrEqual(form.page.viewportSize()?.width ?? 0);
      });
  });
