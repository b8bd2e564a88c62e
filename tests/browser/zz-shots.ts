import { startMockServer } from '/work/main/tests/browser/support/mock-server.ts';
import { openPage, stopBrowser } from '/work/main/tests/support/browser.ts';

const server = await startMockServer('/tmp/webout');
const jobs: [string, string, any?, any?][] = [
  ['list', '/e/account'],
  ['record', '/e/account/a0'],
  ['form', '/e/account/a0/edit'],
  ['all', '/e/thing/t0/edit'],
  ['signin', '/sign-in'],
  ['home', '/'],
  ['settings', '/settings'],
];
const only = process.argv.slice(2);
for (const [variant, opt, prefs] of [
  ['d', {}, {}],
  ['dark', { colorScheme: 'dark' }, {}],
  [
    'm',
    { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
    {},
  ],
  ['en', {}, { locale: 'en' }],
] as const) {
  for (const [name, path] of jobs) {
    if (only.length && !only.includes(`${name}-${variant}`) && !only.includes(name)) continue;
    server.signedIn = name !== 'signin';
    const { page, faults, close } = await openPage(opt as any);
    await page.addInitScript(
      (p) => localStorage.setItem('crm.preferences', JSON.stringify(p)),
      prefs as any,
    );
    await page.goto(server.url + path);
    await page.waitForTimeout(900);
    await page.screenshot({ path: `/tmp/shot-${name}-${variant}.png`, fullPage: false });
    if (faults.length) console.log(name, variant, faults.slice(0, 5));
    await close();
  }
}
await stopBrowser();
server.stop();
process.exit(0);
