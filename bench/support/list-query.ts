// The list all servers answer: deals of one stage, the largest amount first.

/** The stage that is asked for. */
export const LIST_FILTER = 'won';

/** Fields of the short list, besides the owner's name. */
export const SHORT_FIELDS = ['name', 'code', 'customer', 'amount', 'stage', 'close_on', 'rating'];

/** The query of the API. */
export function listPath(extra: Record<string, string> = {}): string {
  const filter = JSON.stringify({ '==': [{ var: 'stage' }, LIST_FILTER] });
  return `/api/records/deal?${new URLSearchParams({ filter, sort: '-amount', ...extra })}`;
}
