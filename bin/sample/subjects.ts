// Names the records a talk or a task of the story may be about.
import type { Account, AccountFinder } from './accounts.ts';
import type { Row } from './values.ts';

export interface Subjects {
  readonly accounts: readonly Account[];
  readonly opportunities: readonly Row[];
  readonly leads: readonly Row[];
  readonly accountOf: AccountFinder;
}
