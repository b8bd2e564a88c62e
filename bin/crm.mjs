#!/usr/bin/env node
// `npx crm <command>`: the command line of the product.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.argv.splice(2, 0, join(root, 'main.ts'));
await import('./bun.mjs');
