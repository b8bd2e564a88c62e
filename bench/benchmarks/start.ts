// Cold start of the real process with the default packs on an existing data folder, and its idle memory.
import type { Benchmark } from '../benchmark.ts';
import { median } from '../support/measure.ts';
import { startProcess } from '../support/process.ts';
import { scratchFolder } from '../support/world.ts';

const ROUNDS = 7;

export const start: Benchmark = {
  name: 'start',
  about: 'cold start with the default packs, and idle memory',
  async run() {
    const folder = scratchFolder('start');
    await (await startProcess(folder)).stop();
    const [times, memory]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      const started = await startProcess(folder);
      times.push(started.millis);
      await Bun.sleep(1000);
      memory.push(started.memory());
      await started.stop();
    }
    return [
      { name: 'cold start, default packs', value: median(times), unit: 'ms', atMost: 500 },
      { name: 'idle memory, default packs', value: median(memory), unit: 'MB', atMost: 120 },
    ];
  },
};
