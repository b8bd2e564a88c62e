// Exports over HTTP: a stream of CSV, written down before it begins and again when it has ended.
import { Hono } from 'hono';
import { AppError } from '../../../core/errors.ts';
import {
  type ExportPlan,
  type ExportRequest,
  exportCsv,
  filterInWords,
  planExport,
} from '../../../core/records/export.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { beginExport, endExport } from '../../export-log.ts';
import { type AppEnv, type Request, requestContext } from '../app-env.ts';
import { type JsonBody, onlyMembers, readJson } from '../body.ts';

export const exportRoutes = new Hono<AppEnv>();

const MEMBERS = [
  'entity',
  'filter',
  'sort',
  'q',
  'view',
  'ids',
  'fields',
  'heads',
  'format',
] as const;

function wrong(name: string, expected: string): AppError {
  return new AppError('request.bad-parameter', { name, expected });
}

function text(body: JsonBody, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string' && value.length <= 1000) return value;
  throw wrong(name, 'a text');
}

function texts(body: JsonBody, name: string): string[] | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  const isList = Array.isArray(value) && value.every((entry) => typeof entry === 'string');
  if (isList && value.length > 0) return value as string[];
  throw wrong(name, 'a list of texts');
}

function requested(body: JsonBody): ExportRequest {
  onlyMembers(body, MEMBERS);
  const { format = 'csv', heads = 'labels', filter } = body;
  if (format !== 'csv') throw wrong('format', 'csv');
  if (heads !== 'labels' && heads !== 'names') throw wrong('heads', 'labels | names');
  const entity = text(body, 'entity');
  if (entity === undefined) throw wrong('entity', 'the name of an entity');
  return {
    entity,
    heads,
    filter: filter === undefined || filter === null ? undefined : (filter as Rule),
    sort: text(body, 'sort'),
    q: text(body, 'q'),
    view: text(body, 'view'),
    ids: texts(body, 'ids'),
    fields: texts(body, 'fields'),
  };
}

exportRoutes.post('/api/exports', async (request) => {
  const runtime = request.get('runtime');
  const plan = planExport(requestContext(request), requested(await readJson(request)));
  const pieces = exportCsv(plan, (records) => {
    state.records = records;
  });
  const state = { records: 0 };
  // What is wrong with the question is told before the first byte.
  const head = await pieces.next();
  const first = await pieces.next();
  const id = await beginExport(runtime, {
    context: plan.context,
    entity: plan.entity,
    filter: filterInWords(plan),
    columns: plan.columns.map((column) => column.head),
    format: 'csv',
  });
  const ended = (result: 'done' | 'broken_off') => endExport(runtime, id, result, state.records);
  const stream = streamOf(request, { begun: [head, first], pieces, ended });
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName(plan))}`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
});

function fileName({ context, entity }: ExportPlan): string {
  return `${entity.labelPlural[context.actor.locale]} ${context.today}.csv`.replace(
    /[\\/:*?"<>|]/g,
    '_',
  );
}

interface Running {
  /** Pieces that are there already. */
  readonly begun: IteratorResult<string, void>[];
  readonly pieces: AsyncGenerator<string>;
  ended(result: 'done' | 'broken_off'): Promise<void>;
}

/** Pieces as bytes, as fast as they are taken, and no further once whoever asked would not be let in any more. */
function streamOf(request: Request, { begun, pieces, ended }: Running): ReadableStream<Uint8Array> {
  const isStillIn = request.get('isStillIn');
  const next = async () => {
    if (await isStillIn?.()) return pieces.next();
    throw new AppError('auth.required');
  };
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        // Others take their turn between two pages.
        await new Promise((resolve) => setImmediate(resolve));
        const piece = begun.shift() ?? (await next());
        if (!piece.done) return controller.enqueue(encoder.encode(piece.value));
        await ended('done');
        controller.close();
      } catch (error) {
        await ended('broken_off');
        controller.error(error);
      }
    },
    async cancel() {
      await pieces.return(undefined);
      await ended('broken_off');
    },
  });
}
