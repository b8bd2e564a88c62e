// What the steps of one write hand on to each other.
import { invalid, type Problem } from '../errors.ts';
import type { Entity } from '../model/model.ts';
import type { RuleEnv } from '../rules/env.ts';
import type { Connection } from '../storage/database.ts';
import type { Context } from './context.ts';
import type { RecordRights } from './record-rights.ts';
import type { Affected } from './rollup.ts';
import type { PlainRecord } from './select.ts';

export type WriteAction = 'create' | 'update' | 'delete' | 'restore';
export type Input = Readonly<Record<string, unknown>>;

export interface Write {
  readonly context: Context;
  readonly connection: Connection;
  readonly entity: Entity;
  readonly action: WriteAction;
  readonly input: Input;
  /** Version the caller has seen; undefined when the caller has no version to defend (engine, bulk). */
  readonly expectedVersion?: number;
  /** Where the input stands in the request: '' or `/lines/0`. */
  readonly at: string;
  /** The engine writes for itself: computed and read-only fields too, no scope checks. */
  readonly trusted: boolean;
  /** Of a line: the reference to its parent, which is written in the same transaction. */
  readonly parentField?: string;
  /** The actor's rights to the fields: on the record as it was, or of any new one. */
  rights: RecordRights;
  id: string;
  rid: number;
  /** The record as it was; null for a create. */
  before: PlainRecord | null;
  /** The record as it will be. */
  record: PlainRecord;
  readonly changed: Set<string>;
  /** Child lines given in the input, prepared by the lines step: field → writes in order. */
  readonly lines: Map<string, Write[]>;
  /** Ids of lines that the input leaves out. */
  readonly droppedLines: Map<string, string[]>;
  /** Records elsewhere whose roll-ups move because lines were removed. */
  readonly affected: Affected;
  readonly problems: Problem[];
  /** What rules of severity `warn` say; it keeps nobody from saving. */
  readonly warnings: Problem[];
  /** Environment of the record's rules, made by the compute step. */
  env?: RuleEnv;
}

/** Adds a problem at a field. */
export function reportField(
  write: Write,
  field: string,
  code: Problem['code'],
  params: Record<string, unknown> = {},
): void {
  write.problems.push({ code, at: `${write.at}/${field}`, params });
}

/** Ends the write when something is wrong with the record. */
export function refuseProblems(write: Write): void {
  if (write.problems.length > 0) throw invalid('record.invalid', write.problems);
}
