// Proposals as the server tells them, and what may be asked of it.
import type { Json } from '../../../core/fields/field-type.ts';
import { getJson, request } from '../client.ts';

export interface ReviewStep {
  by: { id: string; name: string | null };
  at: string;
  comment: string | null;
}

export interface Proposal {
  id: string;
  entity: string;
  kind: 'create' | 'update';
  record: { id: string; name: string | null } | null;
  state: 'first' | 'final' | 'approved' | 'rejected' | 'withdrawn';
  filed: ReviewStep;
  first: ReviewStep | null;
  final: ReviewStep | null;
  fields: { field: string; before: Json; now: Json; proposed: Json }[];
  may: ('approve' | 'reject' | 'withdraw')[];
}

export type Box = 'review' | 'mine';

export interface ProposalPage {
  items: Proposal[];
  nextCursor: string | null;
}

export function loadProposals(box: Box, cursor?: string): Promise<ProposalPage> {
  return getJson('/api/proposals', { box, cursor });
}

export function decideProposal(
  id: string,
  decision: Proposal['may'][number],
  body: { comment?: string; anyway?: boolean },
): Promise<Proposal> {
  return request('POST', `/api/proposals/${id}/${decision}`, { body });
}
