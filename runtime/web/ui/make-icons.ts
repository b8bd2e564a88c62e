// Builds icons.svg from a folder of lucide-static icons: `bun runtime/web/ui/make-icons.ts <folder>`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ICON_NAMES } from './icon-names.ts';

const LICENCE =
  'Icons from lucide-static 1.62.0, ISC License, Copyright (c) 2026 Lucide Icons and Contributors. ' +
  'Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby ' +
  'granted, provided that the above copyright notice and this permission notice appear in all copies. The software ' +
  'is provided "as is" without warranty of any kind.';

function symbol(folder: string, name: string): string {
  const svg = readFileSync(join(folder, `${name}.svg`), 'utf8');
  const body = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
  const flat = body.replace(/\s+/g, ' ').replace(/> </g, '><').replace(/ \/>/g, '/>').trim();
  return `<symbol id="${name}" viewBox="0 0 24 24">${flat}</symbol>`;
}

function main(folder: string): void {
  const missing = ICON_NAMES.filter((name) => !existsSync(join(folder, `${name}.svg`)));
  if (missing.length > 0) throw new Error(`Not in ${folder}: ${missing.join(', ')}`);
  const symbols = [...new Set(ICON_NAMES)].sort().map((name) => symbol(folder, name));
  const text = `<!-- ${LICENCE} -->\n<svg xmlns="http://www.w3.org/2000/svg">\n<title>Icons</title>\n${symbols.join('\n')}\n</svg>\n`;
  writeFileSync(join(import.meta.dirname, 'icons.svg'), text);
  console.log(`${symbols.length} icons, ${text.length} bytes`);
}

main(process.argv[2] ?? '');
