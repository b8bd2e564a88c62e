// The list of an entity: saved views as tabs, quick filter, sort and columns, the grid, selection, recycle bin. The
// address carries view, quick filter, filter and sort.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ClientEntity, ClientView } from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { deleteRecords, restoreRecord } from '../app/record-actions.ts';
import { navigate, replaceQuery } from '../app/router.ts';
import { can, loadEntity, source } from '../app/session.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-dialog.ts';
import '../ui/crm-menu.ts';
import type { MenuItem } from '../ui/crm-menu.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { failedBox, stateBox } from '../ui/states.ts';
import { tabs } from '../ui/tabs.ts';
import { kbd } from '../ui/tag.ts';
import type { Column } from './columns.ts';
import { columnsOf, requestedFields } from './columns.ts';
import './crm-grid.ts';
import { filterCount, readAddressFilter } from './list-filter.ts';
import { ListPages, type ListRow } from './list-pages.ts';
import { listStyles } from './list-styles.ts';

const QUICK_DELAY = 200;
const loadFilter = () => import('../filter/crm-filter.ts');

@customElement('crm-list-page')
export class CrmListPage extends LitElement {
  static override styles = [base, listStyles];

  @property() entityName = '';
  @state() private entity: ClientEntity | undefined;
  @state() private view: ClientView | undefined;
  @state() private columns: readonly Column[] = [];
  @state() private cards: readonly Column[] = [];
  @state() private hiddenColumns: ReadonlySet<string> = new Set();
  @state() private selected: ReadonlySet<string> = new Set();
  @state() private quick = '';
  @state() private sort = '';
  /** Beside the view's own. */
  @state() private filter: Rule | undefined;
  @state() private filterOpen = false;
  @state() private inBin = false;
  @state() private error: unknown;
  /** The record beside the list. */
  @state() private peeked: ListRow | undefined;
  readonly preferences = new PreferencesController(this);
  readonly #pages = new ListPages(() => this.requestUpdate());
  #timer = 0;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('entityName')) void this.#open();
  }

  async #open(): Promise<void> {
    this.error = undefined;
    const params = new URLSearchParams(location.search);
    try {
      const entity = await loadEntity(this.entityName);
      this.entity = entity;
      this.quick = params.get('q') ?? '';
      this.inBin = params.get('deleted') === 'only';
      this.filter = readAddressFilter(params.get('filter'));
      if (this.filter !== undefined) void loadFilter();
      await this.#show(this.#viewNamed(params.get('view')), params.get('sort'));
    } catch (cause) {
      this.error = cause;
    }
  }

  get #tables(): ClientView[] {
    return (this.entity?.views ?? []).filter((view) => view.kind === 'table');
  }

  #viewNamed(name: string | null): ClientView | undefined {
    const tables = this.#tables;
    return (
      tables.find((view) => view.name === name) ?? tables.find((view) => view.default) ?? tables[0]
    );
  }

  async #show(view: ClientView | undefined, sort: string | null): Promise<void> {
    const { entity } = this;
    if (!entity) return;
    this.view = view;
    this.sort = sort ?? view?.sort?.split(',')[0] ?? '';
    this.hiddenColumns = new Set();
    this.selected = new Set();
    this.columns = await columnsOf(entity, view, loadEntity);
    const paths = (view?.card ?? []).map((path) => ({ path }));
    this.cards =
      paths.length > 0
        ? await columnsOf(entity, { columns: paths }, loadEntity)
        : this.columns.slice(1, 6);
    await this.#ask();
  }

  async #ask(): Promise<void> {
    const { view, sort, quick, inBin, filter } = this;
    const query = {
      fields: requestedFields([...this.columns, ...this.cards]),
      view: view?.name,
      sort: sort && sort !== view?.sort ? sort : undefined,
      q: quick.trim(),
      filter: filter === undefined ? undefined : JSON.stringify(filter),
      deleted: inBin ? 'only' : undefined,
    };
    this.#keepAddress();
    await this.#pages.ask(this.entityName, query);
    const isBare = this.#pages.rows.length === 0 && filter === undefined;
    if (this.#pages.status === 'failed' && isBare) this.error = this.#pages.error;
  }

  #keepAddress(): void {
    const params = new URLSearchParams();
    const { view } = this;
    if (view && view !== this.#viewNamed(null)) params.set('view', view.name);
    if (this.quick.trim()) params.set('q', this.quick.trim());
    if (this.sort && this.sort !== (view?.sort?.split(',')[0] ?? '')) params.set('sort', this.sort);
    if (this.inBin) params.set('deleted', 'only');
    if (this.filter !== undefined) params.set('filter', JSON.stringify(this.filter));
    replaceQuery(params);
  }

  #typed(event: Event): void {
    this.quick = (event.target as HTMLInputElement).value;
    if ((event as InputEvent).isComposing) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(), QUICK_DELAY);
  }

  #sortBy(sort: string): void {
    this.sort = sort;
    void this.#ask();
  }

  #filterBy(rule: Rule | undefined): void {
    this.filter = rule;
    this.selected = new Set();
    void this.#ask();
  }

  async #toggleFilter(): Promise<void> {
    if (!this.filterOpen) await loadFilter();
    this.filterOpen = !this.filterOpen;
  }

  /** `F` opens the filter while nothing is typed. */
  #shortcut = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0];
    const isTyping = target instanceof HTMLElement && target.matches('input,textarea,select');
    const isOther = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    if (event.key !== 'f' || isTyping || isOther || this.peeked || this.filterOpen) return;
    event.preventDefault();
    void this.#toggleFilter();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#shortcut);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#shortcut);
  }

  #toggleBin(inBin: boolean): void {
    this.inBin = inBin;
    this.selected = new Set();
    void this.#ask();
  }

  get #chosen(): ListRow[] {
    return this.#pages.rows.filter((row) => this.selected.has(row.id));
  }

  async #deleteChosen(): Promise<void> {
    if (!this.entity) return;
    const gone = await deleteRecords(this.entity, this.#chosen, () => void this.#ask());
    this.selected = new Set();
    this.#pages.drop(gone);
  }

  async #restoreChosen(): Promise<void> {
    const done = new Set<string>();
    for (const row of this.#chosen)
      if (await restoreRecord(this.entityName, row.id)) done.add(row.id);
    const name = this.#chosen[0]?.$name ?? '';
    if (done.size > 0) toast({ text: t('record.restoredToast', { name }) });
    this.selected = new Set();
    this.#pages.drop(done);
  }

  #views(entity: ClientEntity): TemplateResult {
    const list = this.#tables;
    const bar =
      list.length > 0
        ? tabs({
            label: t('list.views'),
            prefix: 'view',
            current: this.view?.name ?? '',
            tabs: list.map((view) => ({ name: view.name, label: say(view.label) })),
            onSelect: (name) => void this.#show(this.#viewNamed(name), null),
          })
        : html`<div class="u-tabs"><span class="u-tab" aria-current="page">${t('list.all')}</span></div>`;
    const { total } = this.#pages;
    return html`<div class="views" aria-label=${say(entity.labelPlural)}>${bar}<span class="total u-num">${
      total === undefined ? nothing : t('list.total', { count: total.toLocaleString() })
    }</span></div>`;
  }

  #sortItems(): MenuItem[] {
    const items = this.columns
      .filter((column) => column.sortable)
      .flatMap((column): MenuItem[] => [
        {
          label: `${column.label} ${t('list.sortAsc')}`,
          icon: 'arrow-up',
          checked: this.sort === column.path,
          run: () => this.#sortBy(column.path),
        },
        {
          label: `${column.label} ${t('list.sortDesc')}`,
          icon: 'arrow-down',
          checked: this.sort === `-${column.path}`,
          run: () => this.#sortBy(`-${column.path}`),
        },
      ]);
    return [...items, { label: t('list.noSort'), separated: true, run: () => this.#sortBy('') }];
  }

  #columnItems(): MenuItem[] {
    return this.columns.slice(1).map((column) => ({
      label: column.label,
      checked: !this.hiddenColumns.has(column.path),
      run: () => {
        const hidden = new Set(this.hiddenColumns);
        if (!hidden.delete(column.path)) hidden.add(column.path);
        this.hiddenColumns = hidden;
      },
    }));
  }

  #moreItems(entity: ClientEntity): MenuItem[] {
    if (!entity.features.recycle) return [];
    return [
      {
        label: t('list.recycle'),
        icon: 'trash-2',
        checked: this.inBin,
        run: () => this.#toggleBin(!this.inBin),
      },
    ];
  }

  #filterButton(): TemplateResult {
    const count = filterCount(this.filter);
    return html`<button type="button" class="u-btn u-btn-ghost filter" aria-haspopup="dialog" aria-expanded=${this.filterOpen}
      aria-label=${count > 0 ? t('filter.count', { count }) : t('filter.title')} @click=${this.#toggleFilter}>${icon('list-filter')}${t('filter.title')}${
        count > 0 ? html`<span class="u-count">${count}</span>` : nothing
      }</button>`;
  }

  #filterLine(entity: ClientEntity): TemplateResult | typeof nothing {
    if (this.filter === undefined && !this.filterOpen) return nothing;
    return html`<crm-filter .entity=${entity} .source=${source} .rule=${this.filter} .open=${this.filterOpen} .total=${this.#pages.total}
      .anchor=${this.renderRoot.querySelector<HTMLElement>('.filter')}
      @filter-change=${(event: CustomEvent<{ rule: Rule | undefined }>) => this.#filterBy(event.detail.rule)}
      @filter-close=${() => {
        this.filterOpen = false;
      }}></crm-filter>`;
  }

  #tools(entity: ClientEntity): TemplateResult {
    const more = this.#moreItems(entity);
    return html`<div class="tools"><div class="u-box quick">${icon('search', 'u-muted')}<input type="search" autocomplete="off" spellcheck="false"
      aria-label=${t('list.quickLabel')} placeholder=${t('list.quick')} .value=${live(this.quick)} @input=${this.#typed} @compositionend=${this.#typed}></div>
      ${this.#filterButton()}<crm-menu .items=${this.#sortItems()} .label=${t('list.sort')} icon="arrow-up-down" .text=${t('list.sort')}></crm-menu>
      <crm-menu .items=${this.#columnItems()} .label=${t('list.columns')} icon="columns-3" .text=${t('list.columns')}></crm-menu>
      <span class="u-grow"></span>${
        more.length > 0
          ? html`<crm-menu .items=${more} .label=${t('list.options')} icon="ellipsis"></crm-menu>`
          : nothing
      }</div>`;
  }

  #bulk(): TemplateResult | typeof nothing {
    const count = this.selected.size;
    if (count === 0) return nothing;
    const act = this.inBin
      ? html`<button type="button" class="u-btn" @click=${this.#restoreChosen}>${icon('archive-restore')}${t('list.restoreSelected')}</button>`
      : can(this.entityName, 'delete')
        ? html`<button type="button" class="u-btn u-btn-danger" @click=${this.#deleteChosen}>${icon('trash-2')}${t('list.deleteSelected')}</button>`
        : nothing;
    return html`<div class="bulk" role="group" aria-label=${t('list.selection')}><span class="u-strong">${t('list.selected', { count })}</span>${act}<button type="button"
      class="u-btn u-btn-ghost u-btn-icon" aria-label=${t('list.clearSelection')} @click=${() => {
        this.selected = new Set();
      }}>${icon('x')}</button></div>`;
  }

  #overlay(entity: ClientEntity): TemplateResult | typeof nothing {
    const { status, rows, error } = this.#pages;
    if (status === 'failed')
      return html`<div class="over">${failedBox(error, () => void this.#ask())}</div>`;
    if (rows.length > 0 || status !== 'idle') return nothing;
    const label = say(entity.labelPlural);
    if (this.quick || this.inBin || this.view?.filter || this.filter !== undefined)
      return html`<div class="over">${stateBox({ icon: 'search-x', title: t('list.all') && t('state.noMatch'), text: t('state.noMatchHint') })}</div>`;
    const action = can(entity.name, 'create')
      ? html`<a class="u-btn u-btn-primary" href="/e/${entity.name}/new">${icon('plus')}${t('app.newEntity', { entity: say(entity.label) })}</a>`
      : nothing;
    const box = {
      icon: entity.icon || 'inbox',
      title: t('state.empty', { entity: label }),
      text: t('state.emptyHint'),
    };
    return html`<div class="over">${stateBox(action === nothing ? box : { ...box, action })}</div>`;
  }

  #foot(): TemplateResult {
    const { total, rows } = this.#pages;
    return html`<div class="foot"><span class="u-num">${t('list.totalOf', { count: (total ?? rows.length).toLocaleString() })}</span>${
      this.selected.size > 0
        ? html`<span>${t('list.selected', { count: this.selected.size })}</span>`
        : nothing
    }<span class="keys" aria-hidden="true"><span>${kbd('↑↓←→')} ${t('list.move')}</span><span>${kbd(t('list.space'))} ${t('list.pick')}</span><span>${kbd('P')} ${t('record.peek')}</span><span>${kbd('↵')} ${t('action.open')}</span></span></div>`;
  }

  #grid(entity: ClientEntity): TemplateResult {
    const { rows, total, hasMore, status } = this.#pages;
    const columns = this.columns.filter((column) => !this.hiddenColumns.has(column.path));
    return html`<div class="stage"><crm-grid .label=${t('list.grid', { entity: say(entity.labelPlural) })} .entityName=${entity.name} .rows=${rows} .columns=${columns}
      .cardPaths=${this.cards} .selected=${this.selected} .sort=${this.sort} .total=${total} .hasMore=${hasMore} .source=${source}
      .loading=${status === 'first' || status === 'more'} @grid-more=${() => void this.#pages.more()}
      @sort-change=${(event: CustomEvent<string>) => this.#sortBy(event.detail)}
      @selection-change=${(event: CustomEvent<ReadonlySet<string>>) => {
        this.selected = event.detail;
      }}
      @row-peek=${(event: CustomEvent<ListRow>) => void this.#peek(event.detail)}
      @row-open=${(event: CustomEvent<ListRow>) => void navigate(`/e/${entity.name}/${event.detail.id}`)}></crm-grid>${this.#overlay(entity)}</div>`;
  }

  async #peek(row: ListRow): Promise<void> {
    await import('./crm-record-page.ts');
    this.peeked = row;
  }

  #panel(entity: ClientEntity): TemplateResult {
    const row = this.peeked;
    const close = () => {
      this.peeked = undefined;
    };
    return html`<crm-dialog drawer flush ?open=${row !== undefined} dialog-title=${String(row?.$name ?? '')} @dialog-close=${close}>${
      row
        ? html`<a slot="tools" class="u-btn" href="/e/${entity.name}/${row.id}">${icon('maximize-2')}${t('record.openFull')}</a>
          <crm-record-page .entityName=${entity.name} .recordId=${row.id}></crm-record-page>`
        : nothing
    }</crm-dialog>`;
  }

  protected override render(): TemplateResult {
    const { entity } = this;
    if (this.error) return failedBox(this.error, () => void this.#open());
    if (!entity) return html`<div aria-busy="true"></div>`;
    const bin = this.inBin
      ? html`<div class="u-banner u-banner-warn bin">${icon('trash-2')}<span class="u-grow">${t('list.inRecycle')}</span><button type="button" class="u-link" @click=${() => this.#toggleBin(false)}>${t('list.leaveRecycle')}</button></div>`
      : nothing;
    return html`${this.#views(entity)}${this.#tools(entity)}${this.#filterLine(entity)}${bin}${this.#grid(entity)}${this.#foot()}${this.#bulk()}${this.#panel(entity)}`;
  }
}
