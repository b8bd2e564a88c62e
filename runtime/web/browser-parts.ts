// Leaves out of the browser's bundle what stands beside its parts for the server: SQL and examples of operators, examples of
// field types, error codes the server sends with their text.
import { readFile } from 'node:fs/promises';
import type { BunPlugin } from 'bun';

const VALUE_CODES = `export { valueCodes as errorCodes } from './value-codes.ts';`;
const SERVER_NAMES = 'examples|compile|compileNot|encode|decode|toText|parseText';
/** Whole properties of a definition, as the formatter lays them out: over several lines, or on one. */
const SERVER_PROPERTIES = [
  new RegExp(`^( +)(${SERVER_NAMES})\\b[^\\n]*[[{(]\\n[\\s\\S]*?\\n\\1[\\]})]+[^\\n]*,\\n`, 'gm'),
  new RegExp(`^( +)(${SERVER_NAMES})(?:: (?:[[{].*|.* => .*|[a-z]\\w*(?:\\(.*\\))?))?,\\n`, 'gm'),
];

/** That an operator has SQL decides whether a filter may use it, so its place is kept. */
function withoutServer(_property: string, indent: string, name: string): string {
  return name === 'compile' ? `${indent}compile: () => undefined,\n` : '';
}

export const browserParts: BunPlugin = {
  name: 'browser parts',
  setup(build) {
    build.onLoad({ filter: /core\/error-codes\.ts$/ }, () => ({
      contents: VALUE_CODES,
      loader: 'ts',
    }));
    build.onLoad({ filter: /core\/(rules\/operators|fields)\/[\w-]+\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = SERVER_PROPERTIES.reduce(
        (rest, property) => rest.replace(property, withoutServer),
        text,
      );
      return { contents, loader: 'ts' };
    });
  },
};
