// The three servers of a comparison over equal data: the product, the checked floor and the floor.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCheckedFloor } from '../checked-floor.ts';
import { createFloor } from '../floor.ts';
import {
  type Measured,
  type MeasureOptions,
  measure,
  type Subject,
  speedRatio,
} from './measure.ts';
import type { Figure } from './report.ts';
import { openPlain } from './sqlite.ts';
import { type BenchWorld, type Fetch, scratchFolder, startBenchWorld } from './world.ts';

export interface Servers {
  readonly world: BenchWorld;
  readonly checked: Fetch;
  readonly floor: Fetch;
  close(): Promise<void>;
}

/** Starts all three; with `writes` each has a copy of the data to itself. */
export async function startServers(rows: number, writes: boolean): Promise<Servers> {
  const world = await startBenchWorld(rows, writes);
  const fileOf = (name: string) => {
    if (!writes) return world.databaseFile;
    world.runtime.database.read.run({ sql: 'pragma wal_checkpoint(truncate)', parameters: [] });
    const file = join(scratchFolder(name), 'crm.db');
    copyFileSync(world.databaseFile, file);
    return file;
  };
  const [checked, floor] = [openPlain(fileOf('checked')), openPlain(fileOf('floor'))];
  return {
    world,
    checked: createCheckedFloor(checked),
    floor: createFloor(floor),
    async close() {
      checked.close();
      floor.close();
      await world.close();
    },
  };
}

export interface Budget {
  readonly checked?: number;
  readonly floor?: number;
  /** Most CPU per request, ms. */
  readonly cpu?: number;
}

/** Measures floor, checked floor and product together. */
export async function compare(
  name: string,
  subjects: { floor: Subject; checked: Subject; product: Subject },
  budget: Budget,
  options: MeasureOptions,
): Promise<Figure[]> {
  const all = [subjects.floor, subjects.checked, subjects.product];
  const [floor, checked, product] = (await measure(all, options)) as [Measured, Measured, Measured];
  return [
    {
      name: `${name}: product / checked floor`,
      value: speedRatio(checked, product),
      unit: 'ratio',
      atLeast: budget.checked,
    },
    {
      name: `${name}: product / floor`,
      value: speedRatio(floor, product),
      unit: 'ratio',
      atLeast: budget.floor,
    },
    {
      name: `${name}: CPU per request`,
      value: product.cpu / 1000,
      unit: 'ms',
      atMost: budget.cpu,
    },
    { name: `${name}: product`, value: product.micros, unit: 'µs' },
    { name: `${name}: checked floor`, value: checked.micros, unit: 'µs' },
    { name: `${name}: floor`, value: floor.micros, unit: 'µs' },
  ];
}
