// What axe-core finds on a page, best practices included: nothing is left out.
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Each fault with its rule and element; run through the debugger, so the page's CSP stays as it is. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(
        (node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.split('\n')[1] ?? ''}`,
      ),
    );
  });
}
