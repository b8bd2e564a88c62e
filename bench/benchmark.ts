// What a benchmark is, and what it is given.
import type { Figure } from './support/report.ts';

export interface BenchOptions {
  /** Records in the large table. */
  readonly rows: number;
  /** Records in the very large table. */
  readonly manyRows: number;
}

export interface Benchmark {
  readonly name: string;
  /** One line for the list of benchmarks. */
  readonly about: string;
  run(options: BenchOptions): Promise<Figure[]>;
}
