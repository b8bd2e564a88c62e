// Totals under the columns of a list, over all its records: what may be asked of a column, and the answers.
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientField } from '../../../core/model/client.ts';
import { request } from '../client.ts';
import type { Column } from '../views/columns.ts';
import type { ListController } from './list-controller.ts';
import type { TotalKind } from './list-definition.ts';

const NUMBERS = new Set(['integer', 'decimal', 'money', 'percent', 'rollup', 'duration', 'rating']);
const ORDERED = new Set(['date', 'datetime']);

function isNumber({ type, settings }: ClientField): boolean {
  if (type === 'formula') return settings.returns === 'decimal' || settings.returns === 'integer';
  return NUMBERS.has(type);
}

/** What can be totalled of a column. */
export function totalsOf({ field, path }: Column): readonly TotalKind[] {
  if (path.includes('.') || field.right === 'masked') return [];
  if (isNumber(field)) return ['sum', 'avg', 'min', 'max', 'count'];
  return ORDERED.has(field.type) ? ['min', 'max', 'count'] : ['count'];
}

export class ListTotals {
  values: ReadonlyMap<string, Json> = new Map();
  readonly #list: ListController;
  readonly #changed: () => void;
  #asked = '';

  constructor(list: ListController, changed: () => void) {
    this.#list = list;
    this.#changed = changed;
  }

  get #wanted(): { path: string; op: TotalKind }[] {
    const { columns, definition } = this.#list;
    return definition.columns.flatMap(({ path, total }) => {
      const column = columns.find((each) => each.path === path);
      return total && column && totalsOf(column).includes(total) ? [{ path, op: total }] : [];
    });
  }

  /** Is there anything to total? The bin has no totals. */
  get hasAny(): boolean {
    return !this.#list.inBin && this.#wanted.length > 0;
  }

  forget(): void {
    this.#asked = '';
  }

  /** Asks again when the list or what is totalled is another. */
  async refresh(): Promise<void> {
    const { entity, question, pages } = this.#list;
    const wanted = this.#wanted;
    if (!entity || !this.hasAny || pages.status === 'first') return;
    const { view, q, filter } = question;
    const measures = wanted.map(({ path, op }, at) => ({ op, field: path, as: `t${at}` }));
    const key = JSON.stringify([entity.name, view, q, filter, measures, pages.total]);
    if (key === this.#asked) return;
    this.#asked = key;
    const parsed: unknown = filter === undefined ? undefined : JSON.parse(filter);
    const body = { view, q, filter: parsed, measures };
    const path = `/api/records/${entity.name}/aggregate`;
    try {
      const { rows } = await request<{ rows: Record<string, Json>[] }>('POST', path, { body });
      if (this.#asked !== key) return;
      const [row = {}] = rows;
      this.values = new Map(wanted.map((each, at) => [each.path, row[`t${at}`] ?? null]));
    } catch {
      this.values = new Map();
    }
    this.#changed();
  }
}
