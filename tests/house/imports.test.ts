// Who may import whom. The rule stands in ARCHITECTURE.md; this is what enforces it.
import { expect, test } from 'vitest';
import { importsOf, sourceFiles } from './files.ts';

/** Folders of core in import order: each may import only those before it. */
const CORE = [
  'errors',
  'rules',
  'fields',
  'packs',
  'model',
  'storage',
  'access',
  'records',
  'import',
];
/** What core may use from outside. */
const CORE_PACKAGES = /^(kysely|ajv(\/.*)?|ajv-formats|pinyin-pro|json-schema-to-ts|node:crypto)$/;
/** Core that runs in the browser too: no Node, no Bun, no Kysely but its types. */
const BROWSER_SAFE = /^core\/(errors|error-codes|rules\/|fields\/|model\/(client|rule-names))/;

function coreRank(path: string): number {
  const [, part = ''] = path.split('/');
  return CORE.indexOf(part.replace(/\.ts$/, '').replace('error-codes', 'errors'));
}

const core = sourceFiles('core');
const everything = [...core, ...sourceFiles('runtime', 'main.ts')];

test('core folders import leftward only', () => {
  const wrong = core.flatMap((path) =>
    importsOf(path)
      .filter((name) => name.startsWith('core/') && coreRank(name) > coreRank(path))
      .map((name) => `${path} → ${name}`),
  );
  expect(wrong).toEqual([]);
});

test('core imports nothing of runtime or designer', () => {
  expect(
    core.flatMap((path) =>
      importsOf(path)
        .filter((name) => /^(runtime|designer)\//.test(name))
        .map((name) => `${path} → ${name}`),
    ),
  ).toEqual([]);
});

test('only dialects know a driver, only packs/load touches the disk, the rest of core uses small pure packages', () => {
  const wrong = core.flatMap((path) => {
    const outside = importsOf(path).filter((name) => !name.startsWith('core/'));
    const allowed = (name: string) => {
      if (name === 'bun' || name === 'node:sqlite')
        return path.startsWith('core/storage/dialects/');
      if (name === 'node:fs' || name === 'node:path') return path === 'core/packs/load.ts';
      return CORE_PACKAGES.test(name);
    };
    return outside.filter((name) => !allowed(name)).map((name) => `${path} → ${name}`);
  });
  expect(wrong).toEqual([]);
});

test('the browser sees only the browser and browser-safe core', () => {
  const wrong = sourceFiles('runtime/web')
    .filter((path) => !/(build|browser-parts|make-icons)\.ts$/.test(path))
    .flatMap((path) =>
      importsOf(path)
        .filter(
          (name) =>
            !name.startsWith('runtime/web/') &&
            !BROWSER_SAFE.test(name) &&
            /^(core|runtime|designer|node:|bun)/.test(name),
        )
        .map((name) => `${path} → ${name}`),
    );
  expect(wrong).toEqual([]);
});

test('browser-safe core needs neither Node nor Bun', () => {
  const wrong = core
    .filter((path) => BROWSER_SAFE.test(path))
    .flatMap((path) =>
      importsOf(path)
        .filter((name) => /^(node:|bun)/.test(name))
        .map((name) => `${path} → ${name}`),
    );
  expect(wrong).toEqual([]);
});

test('runtime never imports designer', () => {
  expect(
    sourceFiles('runtime').flatMap((path) =>
      importsOf(path).filter((name) => name.startsWith('designer/')),
    ),
  ).toEqual([]);
});

test('there are no import circles', () => {
  const graph = new Map(
    everything.map((path) => [path, importsOf(path).filter((name) => name.endsWith('.ts'))]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    if (done.has(path) || trail.includes(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  expect(circles).toEqual([]);
});
