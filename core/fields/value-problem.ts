// What a JSON Schema finding about a value means to the person who entered it. Used by the server and in the browser.
import type { ErrorCode } from '../errors.ts';

/** The part of an Ajv error this needs; standalone validators in the browser give the same. */
export interface SchemaFinding {
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The value itself, where the validator tells it. */
  readonly data?: unknown;
}

interface Row {
  readonly code: ErrorCode;
  params?(found: Readonly<Record<string, unknown>>, data: unknown): Record<string, unknown>;
}

const limit = (found: Readonly<Record<string, unknown>>) => ({ limit: found.limit });

const KEYWORDS: Readonly<Record<string, Row>> = {
  minLength: { code: 'value.too-short', params: limit },
  maxLength: { code: 'value.too-long', params: limit },
  minimum: { code: 'value.too-small', params: limit },
  maximum: { code: 'value.too-large', params: limit },
  minItems: { code: 'value.too-few', params: limit },
  maxItems: { code: 'value.too-many', params: limit },
  uniqueItems: { code: 'value.repeated' },
  required: { code: 'value.required' },
  type: { code: 'value.type', params: (found) => ({ expected: found.type }) },
  enum: { code: 'value.option', params: (_, data) => ({ value: data ?? '' }) },
  additionalProperties: {
    code: 'value.unknown-member',
    params: (found) => ({ name: found.additionalProperty }),
  },
};

/** Code and parameters of a finding; anything not listed is a matter of form. */
export function valueProblem(finding: SchemaFinding): {
  code: ErrorCode;
  params?: Record<string, unknown>;
} {
  const row = KEYWORDS[finding.keyword];
  if (!row) return { code: 'value.pattern' };
  return { code: row.code, params: row.params?.(finding.params, finding.data) };
}
