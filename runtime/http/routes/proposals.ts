// Proposals and their review over HTTP.
import { Hono } from 'hono';
import { AppError } from '../../../core/errors.ts';
import { type Decision, decide } from '../../../core/records/decide-proposal.ts';
import { STATES } from '../../../core/records/proposal-view.ts';
import { getProposal, listProposals, propose } from '../../../core/records/proposals.ts';
import type { Input } from '../../../core/records/write-state.ts';
import { type AppEnv, requestContext } from '../app-env.ts';
import { type JsonBody, onlyMembers, readJson, readQuery } from '../body.ts';

export const proposalRoutes = new Hono<AppEnv>();

const BOXES = ['mine', 'review'] as const;
const DECISIONS: readonly Decision[] = ['approve', 'reject', 'withdraw'];
const MOST_COMMENT = 2000;

function wrong(name: string, expected: string): AppError {
  return new AppError('request.bad-parameter', { name, expected });
}

function oneOf<T extends string>(name: string, value: string | undefined, choices: readonly T[]) {
  const found = choices.find((choice) => choice === value);
  if (value !== undefined && found === undefined) throw wrong(name, choices.join(' | '));
  return found;
}

function commentOf({ comment }: JsonBody): string | undefined {
  if (comment === undefined || comment === null) return undefined;
  if (typeof comment === 'string' && comment.length <= MOST_COMMENT) return comment;
  throw wrong('comment', `a text of at most ${MOST_COMMENT} characters`);
}

proposalRoutes.post('/api/records/:entity/proposals', async (request) => {
  const context = requestContext(request);
  const body = await readJson(request);
  onlyMembers(body, ['record', 'changes', 'comment']);
  const { record, changes } = body;
  if (record !== undefined && typeof record !== 'string')
    throw wrong('record', 'the id of a record');
  if (typeof changes !== 'object' || changes === null || Array.isArray(changes))
    throw wrong('changes', '{field: value}');
  const filed = await propose(context, request.req.param('entity'), {
    record,
    changes: changes as Input,
    comment: commentOf(body),
  });
  request.header('Location', `/api/proposals/${filed.id}`);
  return request.json(filed, 201);
});

proposalRoutes.get('/api/proposals', async (request) => {
  const query = readQuery(request, ['box', 'entity', 'state', 'record', 'cursor']);
  const { entity, record, cursor } = query;
  const box = oneOf('box', query.box, BOXES);
  const state = oneOf('state', query.state, STATES);
  return request.json(
    await listProposals(requestContext(request), { entity, record, cursor, box, state }),
  );
});

proposalRoutes.get('/api/proposals/:id', async (request) => {
  readQuery(request, []);
  return request.json(await getProposal(requestContext(request), request.req.param('id')));
});

proposalRoutes.post('/api/proposals/:id/:decision', async (request) => {
  const { id, decision } = request.req.param();
  const known = DECISIONS.find((each) => each === decision);
  if (!known) throw new AppError('request.not-found');
  const context = requestContext(request);
  const body = await readJson(request);
  onlyMembers(body, ['comment', 'anyway']);
  const comment = commentOf(body);
  return request.json(await decide(context, id, known, { comment, anyway: body.anyway === true }));
});
