// Leaves out of the browser's bundle what stands beside its parts for the server: SQL and examples of operators, schemas,
// codecs and examples of field types, error codes the server sends with their text.
import { readFile } from 'node:fs/promises';
import type { BunPlugin } from 'bun';

const VALUE_CODES = `export { valueCodes as errorCodes } from './value-codes.ts';`;
const SERVER_NAMES = 'examples|compile|compileNot|encode|decode|toText|parseText';
/** Members of a field type whose names mean something else deeper inside. */
const SETTING_NAMES = 'settings|checkSettings|value|storage';

/** Whole properties of a definition, as the formatter lays them out: over several lines, or on one. */
function properties(indent: string, names: string): RegExp[] {
  return [
    new RegExp(`^(${indent})(${names})\\b[^\\n]*[[{(]\\n[\\s\\S]*?\\n\\1[\\]})]+[^\\n]*,\\n`, 'gm'),
    new RegExp(`^(${indent})(${names})(?:: (?:[[{].*|.* => .*|[a-z]\\w*(?:\\(.*\\))?))?,\\n`, 'gm'),
  ];
}
const SERVER_PROPERTIES = properties(' +', SERVER_NAMES);
const SETTING_PROPERTIES = properties('  ', SETTING_NAMES);

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
      const left = path.includes('/core/fields/')
        ? [...SERVER_PROPERTIES, ...SETTING_PROPERTIES]
        : SERVER_PROPERTIES;
      const contents = left.reduce((rest, property) => rest.replace(property, withoutServer), text);
      return { contents, loader: 'ts' };
    });
  },
};
