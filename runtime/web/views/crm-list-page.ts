// The list of an entity: views as tabs, quick filter, filter, order and columns, the grid with its totals, the chosen
// records, the recycle bin. What it shows is held by the list controller.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { OfferController, type PageAction } from '../app/page-actions.ts';
import { navigate, onRefresh } from '../app/router.ts';
import { can, loadEntity, source } from '../app/session.ts';
import { PreferencesController, preferences } from '../i18n/preferences.ts';
import { locale, say, t } from '../i18n/t.ts';
import '../list/crm-view-bar.ts';
import { columnItems } from '../list/column-items.ts';
import { ListController } from '../list/list-controller.ts';
import { filterCount, type ListDefinition } from '../list/list-definition.ts';
import { chosenCount, type ListSelection } from '../list/list-selection.ts';
import { ListTotals } from '../list/list-totals.ts';
import { saveCell } from '../list/save-cell.ts';
import { totalCell } from '../list/total-cell.ts';
import { provideNeighbours } from '../record/neighbours.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-dialog.ts';
import '../ui/crm-menu.ts';
import type { MenuItem } from '../ui/crm-menu.ts';
import { announce } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { failedBox, stateBox } from '../ui/states.ts';
import { kbd } from '../ui/tag.ts';
import './crm-grid.ts';
import { later } from '../i18n/later.ts';
import type { CrmGrid } from './crm-grid.ts';
import type { GridAsk } from './grid-surface.ts';
import { type ListRow, neighboursIn } from './list-pages.ts';
import { listStyles } from './list-styles.ts';

type Panel = 'filter' | 'sort' | 'columns';
const PANELS: Readonly<Record<Panel, () => Promise<unknown>>> = {
  filter: () => later(() => import('../filter/crm-filter.ts')),
  sort: () => import('../list/crm-sort-panel.ts'),
  columns: () => import('../list/crm-columns-panel.ts'),
};

@customElement('crm-list-page')
export class CrmListPage extends LitElement {
  static override styles = [base, listStyles];

  @property() entityName = '';
  @state() private panel: Panel | undefined;
  /** A field the filter begins with. */
  @state() private filterPath = '';
  @state() private hasBulk = false;
  /** The record beside the list. */
  @state() private peeked: ListRow | undefined;
  readonly preferences = new PreferencesController(this);
  readonly #list = new ListController(this);
  readonly offer = new OfferController(this, () => ({
    title: t('palette.here'),
    actions: this.#offered(),
  }));
  readonly #totals = new ListTotals(this.#list, () => this.requestUpdate());
  #locale = locale();
  #stopRefresh: (() => void) | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('entityName')) void this.#list.open(this.entityName);
    if (this.#list.definition.filter !== undefined) void PANELS.filter();
    const { all, ids } = this.#list.selection;
    if ((all || ids.size > 0) && !this.hasBulk) void this.#loadBulk();
    if (this.#locale !== locale()) {
      this.#locale = locale();
      this.#list.relabel();
    }
  }

  protected override updated(): void {
    void this.#totals.refresh();
    provideNeighbours(neighboursIn(this.entityName, this.#list.pages));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#shortcut);
    this.#stopRefresh = onRefresh(() => void this.#reload());
    this.#list.onOther = () => {
      this.renderRoot.querySelector<CrmGrid>('crm-grid')?.toTop();
      announce(t('list.totalOf', { count: this.#list.pages.count.toLocaleString() }));
    };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#shortcut);
    this.#stopRefresh?.();
  }

  /** `F` opens the filter while nothing is typed. */
  #shortcut = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0];
    const isTyping = target instanceof HTMLElement && target.matches('input,textarea,select');
    const isOther = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    if (event.key !== 'f' || isTyping || isOther || this.peeked || this.panel) return;
    event.preventDefault();
    void this.#toggle('filter');
  };

  /** What the command palette offers for the list. */
  #offered(): PageAction[] {
    const { entity } = this.#list;
    const panel = (name: Panel, label: string, icon: string): PageAction => ({
      label,
      icon,
      run: () => void this.#toggle(name),
    });
    const filter = { ...panel('filter', t('filter.title'), 'list-filter'), keys: ['F'] };
    const sort = panel('sort', t('list.sort'), 'arrow-up-down');
    const columns = panel('columns', t('list.columns'), 'columns-3');
    return [filter, sort, columns, ...(entity ? this.#moreItems(entity) : [])];
  }

  async #toggle(panel: Panel): Promise<void> {
    await PANELS[panel]();
    this.panel = this.panel === panel ? undefined : panel;
  }

  async #filterBy(path: string): Promise<void> {
    await PANELS.filter();
    this.filterPath = path;
    this.panel = 'filter';
  }

  #closePanel = (): void => {
    this.panel = undefined;
    this.filterPath = '';
  };

  #typed(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    if ((event as InputEvent).isComposing) this.#list.quick = value;
    else this.#list.quickly(value);
  }

  async #reload(): Promise<void> {
    this.#totals.forget();
    await this.#list.ask();
  }

  #asked({ detail }: CustomEvent<GridAsk>): void {
    const list = this.#list;
    const { entity, pages } = list;
    if (!entity) return;
    if (detail.kind === 'sort') void list.change({ sort: detail.sort });
    else if (detail.kind === 'resize') list.resize(detail.path, detail.width);
    else if (detail.kind === 'move') list.move(detail.path, detail.to);
    else if (detail.kind === 'select') list.choose(detail.selection);
    else if (detail.kind === 'peek') void this.#peek(detail.row);
    else if (detail.kind === 'open') void navigate(`/e/${entity.name}/${detail.row.id}`);
    else {
      const { row, column, value } = detail;
      const { fields } = list;
      void saveCell({ entity, row, column, value, pages, source, fields }).then(() => {
        this.#totals.forget();
        this.requestUpdate();
      });
    }
  }

  #button(panel: Panel, label: string, picture: string, count: number): TemplateResult {
    const counted = panel === 'filter' ? 'filter.count' : 'list.sortCount';
    const name = count > 0 ? t(counted, { count }) : label;
    return html`<button type="button" class="u-btn u-btn-ghost ${panel}" aria-haspopup="dialog" aria-expanded=${this.panel === panel} aria-label=${name}
      @click=${() => void this.#toggle(panel)}>${icon(picture)}${label}${count > 0 ? html`<span class="u-count">${count}</span>` : nothing}</button>`;
  }

  #moreItems(entity: ClientEntity): MenuItem[] {
    const { inBin } = this.#list;
    const save = {
      label: t('list.export'),
      icon: 'download',
      run: () => void this.#export(entity),
    };
    const exported = can(entity.name, 'export') && !inBin ? [save] : [];
    if (!entity.features.recycle) return exported;
    return [
      ...exported,
      {
        label: t('list.recycle'),
        icon: 'trash-2',
        checked: inBin,
        run: () => this.#list.toBin(!inBin),
      },
    ];
  }

  /** The chosen records, or all the list holds. */
  async #export(entity: ClientEntity, selection?: ListSelection): Promise<void> {
    const { pages, question, columns } = this.#list;
    const { askExport } = await later(() => import('../list/crm-export-dialog.ts'));
    const count = selection ? chosenCount(selection, pages.count) : pages.count;
    const paths = columns.map(({ path }) => path);
    askExport({ entity, question, columns: paths, count, selection });
  }

  #tools(entity: ClientEntity): TemplateResult {
    const { definition, quick, view } = this.#list;
    const more = this.#moreItems(entity);
    const sorts = definition.sort.split(',').filter(Boolean).length;
    const isOwnSort = definition.sort !== view?.definition.sort || sorts > 1;
    return html`<div class="tools"><div class="u-box quick">${icon('search', 'u-muted')}<input type="search" autocomplete="off" spellcheck="false"
      aria-label=${t('list.quickLabel')} placeholder=${t('list.quick')} .value=${live(quick)} @input=${this.#typed} @compositionend=${this.#typed}></div>
      ${this.#button('filter', t('filter.title'), 'list-filter', filterCount(definition.filter))}${this.#button(
        'sort',
        t('list.sort'),
        'arrow-up-down',
        isOwnSort ? sorts : 0,
      )}${this.#button('columns', t('list.columns'), 'columns-3', 0)}
      <span class="u-grow"></span>${
        more.length > 0
          ? html`<crm-menu .items=${more} .label=${t('list.options')} icon="ellipsis"></crm-menu>`
          : nothing
      }</div>`;
  }

  #filterLine(entity: ClientEntity): TemplateResult | typeof nothing {
    const { definition, pages } = this.#list;
    const open = this.panel === 'filter';
    if (definition.filter === undefined && !open) return nothing;
    return html`<crm-filter .entity=${entity} .source=${source} .rule=${definition.filter} .open=${open} .total=${pages.total} .startPath=${this.filterPath}
      .anchor=${this.renderRoot.querySelector<HTMLElement>('.filter')}
      @filter-change=${(event: CustomEvent<{ rule: Rule | undefined }>) => void this.#list.change({ filter: event.detail.rule })}
      @filter-close=${this.#closePanel}></crm-filter>`;
  }

  #panels(entity: ClientEntity): TemplateResult | typeof nothing {
    const { panel } = this;
    const list = this.#list;
    const anchor = this.renderRoot.querySelector<HTMLElement>(`.tools .${panel ?? 'none'}`);
    if (panel === 'sort')
      return html`<crm-sort-panel .anchor=${anchor} .sort=${list.definition.sort} .fields=${list.sortFields}
        @sort-change=${(event: CustomEvent<string>) => void list.change({ sort: event.detail })} @panel-close=${this.#closePanel}></crm-sort-panel>`;
    if (panel !== 'columns') return nothing;
    return html`<crm-columns-panel .anchor=${anchor} .entity=${entity} .definition=${list.definition} .columns=${list.columns} .load=${loadEntity}
      @columns-change=${(event: CustomEvent<Partial<ListDefinition>>) => void list.change(event.detail)} @panel-close=${this.#closePanel}></crm-columns-panel>`;
  }

  async #loadBulk(): Promise<void> {
    await later(() => import('../list/crm-bulk-bar.ts'));
    this.hasBulk = true;
  }

  #bulk(entity: ClientEntity): TemplateResult | typeof nothing {
    const { selection, pages, question, inBin } = this.#list;
    if (!this.hasBulk) return nothing;
    return html`<crm-bulk-bar .entity=${entity} .source=${source} .selection=${selection} .question=${question} .count=${chosenCount(selection, pages.count)}
      .total=${pages.count} .inBin=${inBin} @bulk-select=${(event: CustomEvent<ListSelection>) => this.#list.choose(event.detail)}
      @bulk-export=${() => void this.#export(entity, this.#list.selection)} @bulk-done=${() => void this.#reload()}></crm-bulk-bar>`;
  }

  #overlay(entity: ClientEntity): TemplateResult | typeof nothing {
    const { pages, quick, inBin, definition, view } = this.#list;
    const { status, error, count } = pages;
    if (status === 'failed')
      return html`<div class="over">${failedBox(error, () => void this.#list.ask())}</div>`;
    if (count > 0 || status !== 'idle') return nothing;
    const label = say(entity.labelPlural);
    if (quick || inBin || view?.pack?.filter || definition.filter !== undefined)
      return html`<div class="over">${stateBox({ icon: 'search-x', title: t('state.noMatch'), text: t('state.noMatchHint') })}</div>`;
    const action = can(entity.name, 'create')
      ? html`<a class="u-btn u-btn-primary" href="/e/${entity.name}/new">${icon('plus')}${t('app.newEntity', { entity: say(entity.label) })}</a>`
      : undefined;
    const box = {
      icon: entity.icon || 'inbox',
      title: t('state.empty', { entity: label }),
      text: t('state.emptyHint'),
    };
    return html`<div class="over">${stateBox(action ? { ...box, action } : box)}</div>`;
  }

  #foot(): TemplateResult {
    const { pages, selection } = this.#list;
    const count = chosenCount(selection, pages.count);
    const hints: [string, string][] = [
      ['↑↓←→', t('list.move')],
      ['F2', t('action.edit')],
      [t('list.space'), t('list.pick')],
      ['P', t('record.peek')],
      ['↵', t('action.open')],
    ];
    return html`<div class="foot"><span class="u-num">${t('list.totalOf', { count: pages.count.toLocaleString() })}</span>${
      count > 0
        ? html`<span>${t('list.selected', { count: count.toLocaleString() })}</span>`
        : nothing
    }<span class="keys" aria-hidden="true">${hints.map(([key, text]) => html`<span>${kbd(key)} ${text}</span>`)}</span></div>`;
  }

  #grid(entity: ClientEntity): TemplateResult {
    const list = this.#list;
    const { pages, definition } = list;
    const hasTotals = this.#totals.hasAny;
    return html`<div class="stage"><crm-grid .label=${t('list.grid', { entity: say(entity.labelPlural) })} .entity=${entity} .pages=${pages} .version=${pages.version}
      .columns=${list.columns} .cardColumns=${list.cards} .selection=${list.selection} .sort=${definition.sort} .frozen=${definition.frozen} .source=${source}
      .density=${definition.density ?? preferences().density} .locked=${list.inBin}
      .menuOf=${(index: number) => columnItems(list, index, (path) => void this.#filterBy(path))}
      .totalOf=${hasTotals ? (index: number) => totalCell(list, this.#totals, index, source) : undefined}
      @grid-ask=${this.#asked}></crm-grid>${this.#overlay(entity)}</div>`;
  }

  async #peek(row: ListRow): Promise<void> {
    await later(() => import('../record/crm-record-page.ts'));
    this.peeked = row;
  }

  /** Beside the list, the panel goes on to the next record and the list stays. */
  #moved = (event: CustomEvent<string>): void => {
    const { pages } = this.#list;
    const place = pages.placeOf(event.detail);
    const row = place === undefined ? undefined : pages.at(place);
    if (!row) return;
    event.preventDefault();
    this.peeked = row;
  };

  #side(entity: ClientEntity): TemplateResult {
    const row = this.peeked;
    const close = () => {
      this.peeked = undefined;
      void this.#reload();
    };
    return html`<crm-dialog drawer flush ?open=${row !== undefined} dialog-title=${String(row?.$name ?? '')} @dialog-close=${close}>${
      row
        ? html`<a slot="tools" class="u-btn" href="/e/${entity.name}/${row.id}">${icon('maximize-2')}${t('record.openFull')}</a>
          <crm-record-page .entityName=${entity.name} .recordId=${row.id} @record-move=${this.#moved}></crm-record-page>`
        : nothing
    }</crm-dialog>`;
  }

  #viewBar(): TemplateResult {
    const { views, view, definition, isChanged, pages } = this.#list;
    const total =
      pages.total === undefined ? '' : t('list.total', { count: pages.total.toLocaleString() });
    return html`<crm-view-bar .views=${views} .view=${view} .definition=${definition} .changed=${isChanged} .total=${total} .language=${locale()}
      @view-select=${(event: CustomEvent<string>) => void this.#list.show(event.detail)}
      @view-changed=${(event: CustomEvent<string>) => this.#list.viewChanged(event.detail)}></crm-view-bar>`;
  }

  protected override render(): TemplateResult {
    const { entity, error, inBin, pages } = this.#list;
    if (error) return failedBox(error, () => void this.#list.open(this.entityName));
    if (!entity) return html`<div aria-busy="true"></div>`;
    const bin = inBin
      ? html`<div class="u-banner u-banner-warn bin">${icon('trash-2')}<span class="u-grow">${t('list.inRecycle')}</span><button type="button" class="u-link" @click=${() => this.#list.toBin(false)}>${t('list.leaveRecycle')}</button></div>`
      : nothing;
    const count = html`<p class="count u-num">${t('list.totalOf', { count: pages.count.toLocaleString() })}</p>`;
    return html`${this.#viewBar()}${this.#tools(entity)}${this.#filterLine(entity)}${bin}${count}${this.#grid(entity)}${this.#foot()}${this.#bulk(entity)}${this.#panels(entity)}${this.#side(entity)}`;
  }
}
