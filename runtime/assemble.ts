// Lays packs on each other and builds the model from them: the same at start, for `crm pack check` and for every change.
import type { Problem } from '../core/errors.ts';
import { buildModel } from '../core/model/build.ts';
import type { Model } from '../core/model/model.ts';
import { loadPacks } from '../core/packs/load.ts';
import { type Metadata, mergeLayers } from '../core/packs/merge.ts';
import { orderPacks } from '../core/packs/order.ts';
import type { Pack } from '../core/packs/source.ts';

/** Packs as they were read, and what is wrong with their files. */
export interface ReadPacks {
  readonly packs: readonly Pack[];
  readonly problems: readonly Problem[];
}

export interface Assembled {
  /** Missing when there is any problem. */
  readonly model?: Model;
  readonly metadata: Metadata;
  /** From the lowest layer to the highest. */
  readonly packs: readonly Pack[];
  readonly problems: readonly Problem[];
}

/** Reads the packs below folders. */
export function readPacks(roots: readonly string[]): ReadPacks {
  return loadPacks(roots);
}

/** Merges packs and builds their model, with every problem found on the way. */
export function assemble(read: ReadPacks): Assembled {
  const ordered = orderPacks(read.packs);
  const merged = mergeLayers(ordered.ordered);
  const built = buildModel(merged.metadata);
  const problems = [...read.problems, ...ordered.problems, ...merged.problems, ...built.problems];
  const model = problems.length === 0 ? built.model : undefined;
  return { model, metadata: merged.metadata, packs: ordered.ordered, problems };
}
