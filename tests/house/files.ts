// The project's own files, as the house tests look at them.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** Paths of source files below the named folders or files, with forward slashes. */
export function sourceFiles(...places: string[]): string[] {
  return places
    .flatMap((place) => (/\.\w+$/.test(place) ? [place] : walk(join(root, place))))
    .filter((path) => /\.(ts|mjs)$/.test(path));
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [relative(root, path).split('\\').join('/')];
  });
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Modules a file imports: relative ones as project paths, others by their name. */
export function importsOf(path: string): string[] {
  const text = read(path).replace(/\/\*[\s\S]*?\*\//g, '');
  const names = [
    ...text.matchAll(/^\s*(?:import|export)[^'"`;]*?from\s*['"]([^'"]+)['"]/gm),
    ...text.matchAll(/import\(\s*['"]([^'"]+)['"]\s*\)/g),
    ...text.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm),
  ];
  return names.map(([, name = '']) =>
    name.startsWith('.') ? join(path, '..', name).split('\\').join('/') : name,
  );
}
