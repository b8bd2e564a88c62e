// Cursors: where a page ended, signed so that nobody can make one up, and tied to the query they came from.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../errors.ts';

export interface Position {
  /** Values of the sort keys of the last record, in bound form. */
  readonly values: readonly (string | number | null)[];
  readonly rid: number;
}

const SIGNATURE_BYTES = 12;

/** Names a query: cursors of another one are refused. */
export function queryHash(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 12);
}

function signature(secret: string, body: string): Buffer {
  return createHmac('sha256', secret).update(body).digest().subarray(0, SIGNATURE_BYTES);
}

export function writeCursor(secret: string, query: string, position: Position): string {
  const body = Buffer.from(JSON.stringify([query, position.rid, ...position.values])).toString(
    'base64url',
  );
  return `${body}.${signature(secret, body).toString('base64url')}`;
}

/** Throws `request.bad-cursor` for anything but a cursor of this very query. */
export function readCursor(secret: string, query: string, cursor: string): Position {
  const [body = '', signed = ''] = cursor.split('.');
  const given = Buffer.from(signed, 'base64url');
  const expected = signature(secret, body);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new AppError('request.bad-cursor');
  const [hash, rid, ...values] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [
    string,
    number,
    ...string[],
  ];
  if (hash !== query) throw new AppError('request.bad-cursor');
  return { values, rid };
}
