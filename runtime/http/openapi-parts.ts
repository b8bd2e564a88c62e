// Building blocks of the OpenAPI document that its files share.
import type { ParameterTexts } from './openapi-texts.ts';

export type Part = Record<string, unknown>;

export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const json = (schema: Part) => ({ content: { 'application/json': { schema } } });
export const ID = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
};

/** Descriptions in the caller's language; everything else is the same for all. */
export interface Parameters {
  readonly list: readonly Part[];
  readonly fields: Part;
  readonly ifMatch: Part;
  readonly idempotency: Part;
  readonly page: readonly Part[];
}

export interface Paths {
  readonly name: string;
  readonly parameters: Parameters;
  readonly texts: ParameterTexts;
  operation(id: string, parts: Part): Part;
  can(action: string): boolean;
}

export const ANY_JSON = json({ type: 'object' });

export function answers(
  texts: ParameterTexts,
  status: number,
  description: string,
  content: Part = {},
): Part {
  const problem = {
    description: texts.problem,
    content: { 'application/problem+json': { schema: ref('Problem') } },
  };
  return { responses: { [status]: { description, ...content }, default: problem } };
}
