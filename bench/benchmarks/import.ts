// Rows of a file through the import path against a hand-written loop of prepared inserts with the same checks.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { importRows } from '../../core/import/run.ts';
import { settleRollups } from '../../core/records/write.ts';
import type { Benchmark } from '../benchmark.ts';
import { createChecked } from '../checked-floor.ts';
import { median } from '../support/measure.ts';
import { dealInput } from '../support/sample-deals.ts';
import { openPlain } from '../support/sqlite.ts';
import { scratchFolder, startBenchWorld } from '../support/world.ts';

const ROWS = 5000;
const ROUNDS = 3;

export const importing: Benchmark = {
  name: 'import',
  about: 'import with all rules against a prepared insert loop with the same checks',
  async run({ rows }) {
    const world = await startBenchWorld(rows, true);
    const file = join(scratchFolder('import'), 'crm.db');
    copyFileSync(world.databaseFile, file);
    const plain = openPlain(file);
    const { runtime } = world;
    const context = runtime.systemContext('bench');
    const entity = context.live.model.entities.get('deal');
    if (!entity) throw new Error('The bench pack has no deal.');
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      const inputs = Array.from({ length: ROWS }, (_, index) =>
        dealInput(80_000_000 + round * ROWS + index, world.customers[index % 200] ?? ''),
      );
      const cells = inputs.map((input, index) => ({
        line: index + 2,
        cells: Object.fromEntries(
          Object.entries(input).map(([name, value]) => [name, value === null ? '' : String(value)]),
        ),
      }));
      const before = performance.now();
      await runtime.database.write(async (connection) => {
        const affected = new Map();
        await importRows(context, entity, cells, { mode: 'insert', connection, affected });
        await settleRollups(context, connection, affected);
      });
      ours.push(performance.now() - before);
      const start = performance.now();
      createChecked(plain, world.memberId, inputs);
      theirs.push(performance.now() - start);
    }
    plain.close();
    await world.close();
    const [product, byHand] = [median(ours), median(theirs)];
    return [
      { name: 'import: product / by hand', value: byHand / product, unit: 'ratio', atLeast: 0.5 },
      { name: `import ${ROWS} rows: product`, value: product, unit: 'ms' },
      { name: `import ${ROWS} rows: by hand`, value: byHand, unit: 'ms' },
    ];
  },
};
