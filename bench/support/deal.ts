// The deal as a hand-written server knows it: its columns, how each goes on the wire, and what may be written.

export type Wire = 'text' | 'integer' | 'boolean' | { readonly scale: number };

/** Columns in the order of the statements, with their form on the wire. */
export const DEAL_COLUMNS: Readonly<Record<string, Wire>> = {
  id: 'text',
  version: 'integer',
  created_at: 'text',
  created_by: 'text',
  updated_at: 'text',
  updated_by: 'text',
  deleted_at: 'text',
  owner: 'text',
  department: 'text',
  name: 'text',
  code: 'text',
  customer: 'text',
  amount: { scale: 2 },
  cost: { scale: 2 },
  discount: { scale: 2 },
  quantity: 'integer',
  weight: { scale: 3 },
  stage: 'text',
  source: 'text',
  close_on: 'text',
  signed_on: 'text',
  visited_at: 'text',
  industry: 'text',
  important: 'boolean',
  rating: 'integer',
  email: 'text',
  phone: 'text',
  lost_reason: 'text',
  note: 'text',
};

export const COLUMNS = Object.keys(DEAL_COLUMNS);
/** What the member's policy hides. */
export const HIDDEN = 'cost';
export const MEMBER_COLUMNS = COLUMNS.filter((name) => name !== HIDDEN);

export type Values = Record<string, string | number | boolean | null>;
export type StoredRow = Record<string, string | number | null>;

/** 1999 at scale 2 → "19.99". */
function unscaled(units: number, scale: number): string {
  const digits = String(Math.abs(units)).padStart(scale + 1, '0');
  const cut = digits.length - scale;
  return `${units < 0 ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

/** A stored row as the API answers it. */
export function toWire(row: StoredRow, columns: readonly string[]): Values {
  const record: Values = {};
  for (const name of columns) {
    const value = row[name] ?? null;
    const wire = DEAL_COLUMNS[name];
    if (value === null || wire === 'text' || wire === 'integer') record[name] = value;
    else if (wire === 'boolean') record[name] = value === 1;
    else if (wire) record[name] = unscaled(Number(value), wire.scale);
  }
  return record;
}

/** An API value as it is stored. */
export function toStored(name: string, value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  const wire = DEAL_COLUMNS[name];
  if (wire === 'boolean') return value ? 1 : 0;
  if (typeof wire === 'object') return Number(String(value).replace('.', ''));
  return value as string | number;
}

/** JSON Schema a hand-written server would check bodies with. */
export const BODY_SCHEMA = {
  type: 'object',
  properties: {
    name: { type: 'string', maxLength: 120 },
    code: { type: 'string', maxLength: 20 },
    customer: { type: 'string', format: 'uuid' },
    amount: { type: 'string', pattern: '^(?:0|[1-9][0-9]*)\\.[0-9]{2}$' },
    cost: { type: 'string', pattern: '^(?:0|[1-9][0-9]*)\\.[0-9]{2}$' },
    discount: { type: 'string', pattern: '^(?:0|[1-9][0-9]*)\\.[0-9]{2}$' },
    quantity: { type: 'integer', minimum: 0, maximum: 1_000_000 },
    weight: { type: 'string', pattern: '^-?(?:0|[1-9][0-9]*)\\.[0-9]{3}$' },
    stage: { enum: ['open', 'offer', 'won', 'lost'] },
    source: { enum: ['web', 'fair', 'call'] },
    close_on: { type: 'string', format: 'date' },
    signed_on: { type: 'string', format: 'date' },
    visited_at: { type: 'string', format: 'date-time' },
    industry: { type: 'string', pattern: '^[A-Z0-9]{1,5}$' },
    important: { type: 'boolean' },
    rating: { type: 'integer', minimum: 1, maximum: 5 },
    email: { type: 'string', format: 'email' },
    phone: { type: 'string', pattern: '^1[0-9]{10}$' },
    lost_reason: { type: 'string', maxLength: 200 },
    note: { type: 'string', maxLength: 2000 },
  },
  additionalProperties: false,
} as const;

export const REQUIRED = ['name', 'customer', 'amount', 'stage'] as const;
