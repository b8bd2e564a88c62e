// The one acting: a person, an API key, or the engine itself under a name of its own.
import type { Locale } from '../errors.ts';
import type { ShareRule } from './grants.ts';

/** The only entities and actions that are left. */
export interface ActorLimits {
  readonly entities?: readonly string[];
  readonly actions?: readonly string[];
}

export interface Actor {
  /** User id; null for the engine. */
  readonly id: string | null;
  readonly kind: 'user' | 'key' | 'import' | 'workflow' | 'system';
  readonly name: string;
  readonly roles: readonly string[];
  /** Ids of the departments the person belongs to, the primary first. */
  readonly departments: readonly string[];
  /** Ids of the people below in the reporting line, at any depth. */
  readonly subordinates: readonly string[];
  /** Himself and the people he stands in for at the moment; only himself when absent. */
  readonly actsFor?: readonly string[];
  /** Teams the person is a member of. */
  readonly teams?: readonly string[];
  /** Everything a share may name to mean this person: himself, his teams, his departments and those above, his roles. */
  readonly principals?: readonly string[];
  /** Share rules that give him records. */
  readonly shareRules?: readonly ShareRule[];
  readonly locale: Locale;
  readonly timeZone: string;
  /** What an API key or a read-only view takes away from the person's rights; missing parts take nothing. */
  readonly limits?: ActorLimits;
}

/** The engine acting for itself: seeding, migrations, scheduled jobs. Has every right; named in the change log. */
export function systemActor(name: string, locale: Locale, timeZone: string): Actor {
  return {
    id: null,
    kind: 'system',
    name,
    roles: [],
    departments: [],
    subordinates: [],
    locale,
    timeZone,
  };
}
