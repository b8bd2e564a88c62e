// What a list page shows and how it got there: view, definition, quick filter, recycle bin, selection and records. Every
// change goes through here, so that address, records and screen say the same.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ClientEntity } from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { replaceQuery } from '../app/router.ts';
import { loadEntity } from '../app/session.ts';
import type { Query } from '../client.ts';
import { locale, say } from '../i18n/t.ts';
import { type Column, columnsOf, requestedFields } from '../views/columns.ts';
import { ListPages } from '../views/list-pages.ts';
import {
  type ListColumn,
  type ListDefinition,
  readAddress,
  sameDefinition,
  widthWithin,
  writeAddress,
} from './list-definition.ts';
import { type ListSelection, NOTHING } from './list-selection.ts';
import { type ListView, ListViews } from './list-views.ts';

const QUICK_DELAY = 200;
const MOST_ON_CARDS = 6;

export class ListController implements ReactiveController {
  entity: ClientEntity | undefined;
  views: ListViews | undefined;
  view: ListView | undefined;
  definition: ListDefinition = { columns: [], frozen: 1, sort: '' };
  columns: readonly Column[] = [];
  cards: readonly Column[] = [];
  selection: ListSelection = NOTHING;
  quick = '';
  inBin = false;
  error: unknown;
  readonly pages = new ListPages(() => this.#host.requestUpdate());
  /** Called when another list is asked for. */
  onOther: (() => void) | undefined;
  readonly #host: ReactiveControllerHost;
  #timer = 0;
  #known = new Map<string, Column>();
  #knownFor = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Opens the list of an entity as the address of the page says. */
  async open(entityName: string): Promise<void> {
    this.error = undefined;
    const params = new URLSearchParams(location.search);
    try {
      const entity = await loadEntity(entityName);
      const views = new ListViews(entity);
      await views.load();
      this.entity = entity;
      this.views = views;
      this.quick = params.get('q') ?? '';
      this.inBin = params.get('deleted') === 'only';
      const view = views.named(params.get('view')) ?? views.none;
      this.view = view;
      await this.#define(readAddress(params, view.definition));
      await this.ask();
    } catch (cause) {
      this.error = cause;
      this.#host.requestUpdate();
    }
  }

  async show(key: string): Promise<void> {
    const view = this.views?.named(key);
    if (!view) return;
    this.view = view;
    this.selection = NOTHING;
    await this.#define(view.definition);
    await this.ask();
  }

  /** The view under its name was saved or renamed: what is shown stays. */
  viewChanged(key?: string): void {
    this.view = this.views?.named(key ?? this.view?.key ?? null) ?? this.view;
    this.#keepAddress();
    this.#host.requestUpdate();
  }

  get isChanged(): boolean {
    return this.view !== undefined && !sameDefinition(this.definition, this.view.definition);
  }

  /** What a saved copy of the present view would hold: the filter of the pack's view belongs to it. */
  get ownFilter(): Rule | undefined {
    return this.view?.pack?.filter;
  }

  async #define(definition: ListDefinition): Promise<void> {
    const { entity } = this;
    if (!entity) return;
    this.definition = definition;
    const hints = new Map(
      (this.view?.pack?.columns ?? this.views?.packs[0]?.columns ?? []).map((each) => [
        each.path,
        each,
      ]),
    );
    const known = this.#resolved(`${locale()} ${this.view?.key}`);
    const missing = definition.columns.filter(({ path }) => !known.has(path));
    if (missing.length > 0) {
      const wanted = missing.map(({ path }) => hints.get(path) ?? { path });
      const found = await columnsOf(entity, { columns: wanted }, loadEntity);
      for (const column of found) known.set(column.path, column);
    }
    this.columns = definition.columns
      .map(({ path }) => known.get(path))
      .filter((column) => column !== undefined)
      .map((column) => this.#sized(column));
    await this.#defineCards(entity);
    this.#host.requestUpdate();
  }

  /** Columns that were resolved before: their labels are in one language, their widths of one view. */
  #resolved(key: string): Map<string, Column> {
    if (key !== this.#knownFor) this.#known = new Map();
    this.#knownFor = key;
    return this.#known;
  }

  /** Labels are asked for again, in the language chosen now. */
  relabel(): void {
    void this.#define(this.definition);
  }

  #sized(column: Column): Column {
    const width = this.definition.columns.find((each) => each.path === column.path)?.width;
    return width === undefined ? column : { ...column, width, sized: true };
  }

  /** On cards: what the view says, and the first choice as the state of the record. */
  async #defineCards(entity: ClientEntity): Promise<void> {
    const listed = this.view?.pack?.card ?? this.views?.packs[0]?.card ?? [];
    const named = this.columns.filter((column) => column.path !== entity.nameField);
    const paths = listed.map((path) => ({ path }));
    const chosen =
      paths.length > 0 ? await columnsOf(entity, { columns: paths }, loadEntity) : named;
    const state = named.find((column) => column.field.type === 'picklist');
    const amount = named.find((column) => column.right && column.field.type === 'money');
    const more = [state, amount].filter(
      (column) => column && !chosen.some((each) => each.field.type === column.field.type),
    );
    this.cards = [...more.filter((column) => column !== undefined), ...chosen].slice(
      0,
      MOST_ON_CARDS,
    );
  }

  /** The list as the server is asked for it, without its fields. */
  get question(): { filter?: string; view?: string; q?: string; sort?: string; deleted?: string } {
    const { view, definition, quick, inBin } = this;
    const pack = view?.pack;
    const isOwnSort = definition.sort && definition.sort !== pack?.sort;
    return {
      ...(pack ? { view: pack.name } : {}),
      ...(isOwnSort ? { sort: definition.sort } : {}),
      ...(quick.trim() ? { q: quick.trim() } : {}),
      ...(definition.filter === undefined ? {} : { filter: JSON.stringify(definition.filter) }),
      ...(inBin ? { deleted: 'only' } : {}),
    };
  }

  /** Fields the order may be made of: what is shown first, then the entity's others. */
  get sortFields(): { path: string; label: string }[] {
    const shown = this.columns.filter((column) => column.sortable);
    const others = Object.values(this.entity?.fields ?? {}).filter(
      (field) => field.sortable && !shown.some((column) => column.path === field.name),
    );
    return [
      ...shown.map(({ path, label }) => ({ path, label })),
      ...others.map((field) => ({ path: field.name, label: say(field.label, field.name) })),
    ];
  }

  get fields(): string {
    return requestedFields([...this.columns, ...this.cards]);
  }

  async ask(): Promise<void> {
    const { entity } = this;
    if (!entity) return;
    this.#keepAddress();
    const query: Query = { ...this.question, fields: this.fields };
    await this.pages.ask(entity.name, query, this.definition.sort);
    this.onOther?.();
  }

  #keepAddress(): void {
    const params = new URLSearchParams();
    const { view, views } = this;
    if (view?.key && view.key !== views?.first?.key) params.set('view', view.key);
    if (this.quick.trim()) params.set('q', this.quick.trim());
    if (this.inBin) params.set('deleted', 'only');
    if (view) writeAddress(params, this.definition, view.definition);
    replaceQuery(params);
  }

  /** Changes part of the definition; asks the server only where records or fields are others. */
  async change(patch: Partial<ListDefinition> | { filter: Rule | undefined }): Promise<void> {
    const before = this.definition;
    const merged = { ...before, ...patch };
    const { filter, ...rest } = merged;
    const next: ListDefinition = filter === undefined ? rest : { ...rest, filter };
    const fields = this.fields;
    await this.#define(next);
    const isOther = next.sort !== before.sort || next.filter !== before.filter;
    if (next.filter !== before.filter) this.selection = NOTHING;
    if (isOther || this.fields !== fields) await this.ask();
    else this.#keepAddress();
  }

  quickly(text: string): void {
    this.quick = text;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.selection = NOTHING;
      void this.ask();
    }, QUICK_DELAY);
  }

  toBin(inBin: boolean): void {
    this.inBin = inBin;
    this.selection = NOTHING;
    void this.ask();
  }

  choose(selection: ListSelection): void {
    this.selection = selection;
    this.#host.requestUpdate();
  }

  #changeColumn(path: string, patch: (column: ListColumn) => ListColumn): void {
    const columns = this.definition.columns.map((each) =>
      each.path === path ? patch(each) : each,
    );
    void this.change({ columns });
  }

  resize(path: string, width: number): void {
    this.#changeColumn(path, (column) => ({ ...column, width: widthWithin(width) }));
  }

  move(path: string, to: number): void {
    const moved = this.definition.columns.find((each) => each.path === path);
    if (!moved) return;
    const columns = this.definition.columns.filter((each) => each !== moved);
    columns.splice(to, 0, moved);
    void this.change({ columns });
  }

  hide(path: string): void {
    const columns = this.definition.columns.filter((each) => each.path !== path);
    if (columns.length > 0) void this.change({ columns });
  }

  total(path: string, total: ListColumn['total']): void {
    this.#changeColumn(path, ({ total: _before, ...column }) =>
      total === undefined ? column : { ...column, total },
    );
  }
}
