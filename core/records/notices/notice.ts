// What a kind of notice is: it looks at one write and says who is to be told of it.
import type { Write } from '../write-state.ts';

export interface Notice {
  /** Name of the kind; the browser has its words. */
  readonly kind: string;
  /** Id of the user to be told. */
  readonly recipient: string;
  readonly entity: string;
  readonly record_id: string;
}

/** The notices one write gives rise to. */
export type NoticeKind = (write: Write) => readonly Notice[];
