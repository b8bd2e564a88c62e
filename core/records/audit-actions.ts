// Actions of the change log that are no writes of records: looks, answers and erasures.

/** Somebody looked at a whole value that is otherwise masked. */
export const REVEAL = 'reveal';
/** Everything held about a person was handed out. */
export const DISCLOSE = 'disclose';
/** The personal values of a record were erased. */
export const ERASE = 'erase';
/** Values were taken out of earlier rows. */
export const REDACT = 'redact';
