// What a command is: its words, its flags and what it does.
import type { Environment } from '../config.ts';

export interface Flags {
  readonly [name: string]: string | boolean | undefined;
}

export interface CommandRun {
  /** Words after the command's own. */
  readonly words: readonly string[];
  readonly flags: Flags;
  readonly environment: Environment;
  print(line: string): void;
}

export interface Command {
  /** As typed: `pack check`. */
  readonly name: string;
  readonly usage: string;
  readonly summary: { readonly 'zh-CN': string; readonly en: string };
  /** Flag → whether it takes a value. */
  readonly flags: Readonly<Record<string, 'value' | 'switch'>>;
  /** @returns exit code: 0 well, 1 problems found, 2 wrong use */
  run(run: CommandRun): Promise<number>;
}
