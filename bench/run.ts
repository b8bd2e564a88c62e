// `npm run bench [name …] [--rows 100000] [--many 1000000] [--json]`: runs benchmarks and prints their figures beside the
// budgets. In-process requests (no socket), the servers of a comparison in the same run, medians of interleaved rounds.
import type { Benchmark, BenchOptions } from './benchmark.ts';
import { addField } from './benchmarks/add-field.ts';
import { aggregate } from './benchmarks/aggregate.ts';
import { browser } from './benchmarks/browser.ts';
import { bulk } from './benchmarks/bulk.ts';
import { create } from './benchmarks/create.ts';
import { deepPage } from './benchmarks/deep-page.ts';
import { get } from './benchmarks/get.ts';
import { importing } from './benchmarks/import.ts';
import { list } from './benchmarks/list.ts';
import { member } from './benchmarks/member.ts';
import { scale } from './benchmarks/scale.ts';
import { scopes } from './benchmarks/scopes.ts';
import { search } from './benchmarks/search.ts';
import { start } from './benchmarks/start.ts';
import { update } from './benchmarks/update.ts';
import { wide } from './benchmarks/wide.ts';
import { type Figure, figureLine, verdict } from './support/report.ts';
import { removeScratch } from './support/world.ts';

const benchmarks: readonly Benchmark[] = [
  get,
  list,
  create,
  update,
  member,
  scopes,
  aggregate,
  bulk,
  importing,
  start,
  deepPage,
  search,
  addField,
  wide,
  scale,
  browser,
];

interface Wanted {
  readonly chosen: readonly Benchmark[];
  readonly options: BenchOptions;
  readonly json: boolean;
}

function readArguments(words: readonly string[]): Wanted {
  const names: string[] = [];
  const numbers: Record<string, number> = { '--rows': 100_000, '--many': 1_000_000 };
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (Object.hasOwn(numbers, word)) numbers[word] = Number(words[++index]);
    else if (word !== '--json') names.push(word);
  }
  const chosen = names.map((name) => {
    const found = benchmarks.find((benchmark) => benchmark.name === name);
    if (found) return found;
    const known = benchmarks.map(
      (benchmark) => `  ${benchmark.name.padEnd(12)} ${benchmark.about}`,
    );
    throw new Error(`There is no benchmark '${name}'. There are:\n${known.join('\n')}`);
  });
  return {
    chosen: chosen.length > 0 ? chosen : benchmarks,
    options: { rows: numbers['--rows'] ?? 0, manyRows: numbers['--many'] ?? 0 },
    json: words.includes('--json'),
  };
}

async function run({ chosen, options, json }: Wanted): Promise<void> {
  const figures: Figure[] = [];
  for (const benchmark of chosen) {
    const found = await benchmark.run(options);
    figures.push(...found);
    if (!json) for (const figure of found) console.log(figureLine(figure));
  }
  const results = figures.map((figure) => ({ ...figure, verdict: verdict(figure) }));
  if (json) console.log(JSON.stringify({ options, bun: Bun.version, figures: results }, null, 2));
  else console.log(`${results.filter((each) => each.verdict === 'miss').length} budgets missed`);
}

try {
  await run(readArguments(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  removeScratch();
}
