// The running engine as its parts see it: settings, database, live model, clock.
import type { Actor } from '../core/access/actor.ts';
import type { Pack } from '../core/packs/source.ts';
import type { Context, LiveModel } from '../core/records/context.ts';
import type { Database } from '../core/storage/database.ts';
import type { Directory } from './auth/sessions.ts';
import type { Config } from './config.ts';
import type { Live } from './live.ts';
import type { Log } from './log.ts';

export interface Runtime {
  readonly config: Config;
  readonly database: Database;
  readonly live: Live;
  /** The packs from folders, the lowest first; the site layer lies on them. */
  readonly packs: readonly Pack[];
  readonly directory: Directory;
  readonly log: Log;
  /** Test seam: the clock. */
  now(): Date;
  contextFor(actor: Actor, request?: string): Context;
  /** The engine acting for itself. */
  systemContext(name: string): Context;
  /** Makes a model the live one, and who holds which role with it. */
  adopt(live: LiveModel): Promise<void>;
  close(): Promise<void>;
}
