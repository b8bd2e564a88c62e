// Interleaved rounds: every subject runs once per round, in turning order, and the figures are medians over the rounds,
// so that whatever else the machine does falls on all of them alike.

export interface Subject {
  readonly name: string;
  /** Prepares one round outside the clock (requests to send), and gives back what the clock runs. */
  prepare(count: number): () => Promise<void> | void;
}

export interface Measured {
  /** Median wall time of one operation, µs. */
  readonly micros: number;
  /** Median CPU time of one operation, µs. */
  readonly cpu: number;
  /** Wall time per round, µs per operation. */
  readonly rounds: readonly number[];
}

export interface MeasureOptions {
  readonly rounds: number;
  /** Operations per subject and round. */
  readonly count: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** Runs all subjects; two rounds to warm up are not counted. */
export async function measure(
  subjects: readonly Subject[],
  { rounds, count }: MeasureOptions,
): Promise<Measured[]> {
  const wall = subjects.map(() => [] as number[]);
  const cpu = subjects.map(() => [] as number[]);
  for (let round = -2; round < rounds; round++) {
    for (let turn = 0; turn < subjects.length; turn++) {
      const index = (turn + round + 2) % subjects.length;
      const run = (subjects[index] as Subject).prepare(count);
      const cpuBefore = process.cpuUsage();
      const before = performance.now();
      await run();
      const elapsed = performance.now() - before;
      const used = process.cpuUsage(cpuBefore);
      if (round < 0) continue;
      wall[index]?.push((elapsed * 1000) / count);
      cpu[index]?.push((used.user + used.system) / count);
    }
  }
  return subjects.map((_, index) => ({
    micros: median(wall[index] ?? []),
    cpu: median(cpu[index] ?? []),
    rounds: wall[index] ?? [],
  }));
}

/** How fast a subject is compared with a baseline, 1 = equally fast: median over the rounds of the paired ratios. */
export function speedRatio(baseline: Measured, subject: Measured): number {
  return median(subject.rounds.map((value, index) => (baseline.rounds[index] ?? value) / value));
}
