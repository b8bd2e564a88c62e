// Which columns a list shows and in which order; how many stay, how high rows are. Tells `columns-change` {columns?,
// frozen?, density?} and `panel-close`.
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import { type Density, preferences } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { inputText, segmented } from '../ui/choices.ts';
import { announce } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import type { Column } from '../views/columns.ts';
import { type ChoiceGroup, type ColumnChoice, columnChoices } from './column-choices.ts';
import { type ListColumn, type ListDefinition, MOST_FROZEN } from './list-definition.ts';
import { ListPanel, panelStyles } from './list-panel.ts';

const styles = css`
.panel{width:380px}
.find{margin:4px 16px 8px}
.list{padding:0 8px;max-height:46vh;overflow:auto}
.list h3{font-size:12px;font-weight:500;color:var(--fg-3);padding:8px 8px 4px;position:sticky;top:0;background:var(--bg);z-index:1}
.item{display:flex;align-items:center;gap:8px;min-height:32px;padding:0 8px;border-radius:4px}
.item:hover{background:var(--hover)}
.item label{display:flex;align-items:center;gap:8px;flex:1;min-width:0;cursor:pointer;min-height:28px}
.item .u-btn-icon{opacity:0}
.item:hover .u-btn-icon,.item:focus-within .u-btn-icon{opacity:1}
.hold{display:grid;place-items:center;width:24px;height:24px;color:var(--fg-3);cursor:grab;touch-action:none;flex:none}
.over{box-shadow:0 -3px 0 -1px var(--accent)}
.set{display:flex;align-items:center;gap:8px;padding:10px 16px;border-top:1px solid var(--line);flex-wrap:wrap}
.set .u-input{width:88px}
.set .u-seg label{padding:0 10px;min-height:26px}
.set>span{color:var(--fg-2);min-width:56px}
@media (pointer:coarse){.item{min-height:44px}.item .u-btn-icon{opacity:1}}
`;

@customElement('crm-columns-panel')
export class CrmColumnsPanel extends ListPanel {
  static override styles = [base, panelStyles, styles];

  @property({ attribute: false }) declare entity: ClientEntity;
  @property({ attribute: false }) declare definition: ListDefinition;
  /** Those shown, for their labels. */
  @property({ attribute: false }) columns: readonly Column[] = [];
  @property({ attribute: false }) declare load: (name: string) => Promise<ClientEntity>;
  @state() private groups: readonly ChoiceGroup[] = [];
  @state() private text = '';
  @state() private overAt: number | undefined;
  override readonly heading = 'list.columns' as const;

  protected override async firstUpdated(changed: Map<PropertyKey, unknown>): Promise<void> {
    super.firstUpdated(changed);
    this.groups = await columnChoices(this.entity, this.load);
  }

  #tell(detail: Partial<ListDefinition>): void {
    this.definition = { ...this.definition, ...detail };
    this.dispatchEvent(new CustomEvent('columns-change', { detail }));
  }

  #labelOf(path: string): string {
    const choice = this.groups.flatMap((group) => group.choices).find((each) => each.path === path);
    return choice?.label ?? this.columns.find((column) => column.path === path)?.label ?? path;
  }

  #fits(label: string): boolean {
    return label.toLowerCase().includes(this.text.normalize('NFKC').trim().toLowerCase());
  }

  async #move(path: string, to: number): Promise<void> {
    const { columns } = this.definition;
    const moved = columns.find((each) => each.path === path);
    if (!moved || to < 0 || to >= columns.length) return;
    const next = columns.filter((each) => each !== moved);
    next.splice(to, 0, moved);
    this.#tell({ columns: next });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-path="${path}"] input`)?.focus();
    announce(t('list.columnMoved', { name: this.#labelOf(path), place: to + 1 }));
  }

  #toggle(path: string): void {
    const { columns } = this.definition;
    const has = columns.some((each) => each.path === path);
    if (has && columns.length === 1) return this.requestUpdate();
    const next = has ? columns.filter((each) => each.path !== path) : [...columns, { path }];
    this.#tell({ columns: next });
  }

  #itemKey(event: KeyboardEvent, path: string, at: number): void {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by === undefined || !event.altKey) return;
    event.preventDefault();
    void this.#move(path, at + by);
  }

  #drag(event: PointerEvent, path: string): void {
    event.preventDefault();
    const handle = event.currentTarget as HTMLElement;
    handle.setPointerCapture(event.pointerId);
    const items = () => [...this.renderRoot.querySelectorAll<HTMLElement>('[data-shown]')];
    const move = (each: PointerEvent) => {
      const at = items().findIndex((item) => {
        const { top, bottom } = item.getBoundingClientRect();
        return each.clientY < (top + bottom) / 2;
      });
      this.overAt = at < 0 ? items().length : at;
    };
    const stop = () => {
      handle.removeEventListener('pointermove', move);
      const to = this.overAt;
      this.overAt = undefined;
      const from = this.definition.columns.findIndex((each) => each.path === path);
      if (to !== undefined) void this.#move(path, to > from ? to - 1 : to);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', stop, { once: true });
    handle.addEventListener('pointercancel', stop, { once: true });
  }

  #check(path: string, label: string, isOn: boolean): TemplateResult {
    return html`<label><input type="checkbox" class="u-check" .checked=${isOn} @change=${() => this.#toggle(path)}><span class="u-cut">${label}</span></label>`;
  }

  #shown(column: ListColumn, at: number): TemplateResult {
    const { path } = column;
    const label = this.#labelOf(path);
    const button = (name: string, icon_: string, to: number, isOff: boolean) =>
      html`<button type="button" class="u-btn u-btn-ghost u-btn-icon" ?disabled=${isOff} aria-label=${name} title=${name} @click=${() => void this.#move(path, to)}>${icon(icon_)}</button>`;
    const last = this.definition.columns.length - 1;
    return html`<li class="item ${this.overAt === at ? 'over' : ''}" data-shown data-path=${path} @keydown=${(event: KeyboardEvent) => this.#itemKey(event, path, at)}><span
      class="hold" aria-hidden="true" @pointerdown=${(event: PointerEvent) => this.#drag(event, path)}>${icon('grip-vertical', 'u-icon-s')}</span>${this.#check(path, label, true)}${button(
        t('list.columnUp', { name: label }),
        'arrow-up',
        at - 1,
        at === 0,
      )}${button(t('list.columnDown', { name: label }), 'arrow-down', at + 1, at === last)}</li>`;
  }

  #offered(choice: ColumnChoice): TemplateResult {
    return html`<li class="item" data-path=${choice.path}>${this.#check(choice.path, choice.label, false)}</li>`;
  }

  #group(group: ChoiceGroup): TemplateResult | typeof nothing {
    const shown = new Set(this.definition.columns.map((column) => column.path));
    const free = group.choices.filter(({ path, label }) => !shown.has(path) && this.#fits(label));
    if (free.length === 0) return nothing;
    return html`<h3>${group.label}</h3><ul>${repeat(
      free,
      (choice) => choice.path,
      (choice) => this.#offered(choice),
    )}</ul>`;
  }

  #settings(): TemplateResult {
    const { frozen, density } = this.definition;
    const choices: { value: Density; label: string }[] = [
      { value: 'compact', label: t('settings.densityCompact') },
      { value: 'default', label: t('settings.densityDefault') },
      { value: 'comfortable', label: t('settings.densityComfortable') },
    ];
    return html`<div class="set"><span>${t('list.frozen')}</span><select class="u-input" aria-label=${t('list.frozen')}
      @change=${(event: Event) => this.#tell({ frozen: Number(inputText(event)) })}>${Array.from(
        { length: MOST_FROZEN + 1 },
        (_, count) =>
          html`<option value=${count} .selected=${count === frozen}>${t('list.frozenCount', { count })}</option>`,
      )}</select></div><div class="set"><span>${t('settings.density')}</span>${segmented({
        name: 'density',
        value: density ?? preferences().density,
        choices,
        label: t('settings.density'),
        onChange: (value) => this.#tell({ density: value }),
      })}</div>`;
  }

  protected override body(): TemplateResult {
    const { columns } = this.definition;
    const shown = columns
      .map((column, at) => ({ column, at }))
      .filter(({ column }) => this.#fits(this.#labelOf(column.path)));
    return html`<div class="u-box find">${icon('search', 'u-muted')}<input type="search" autocomplete="off" aria-label=${t('list.findColumn')} placeholder=${t('list.findColumn')}
      .value=${this.text} @input=${(event: Event) => {
        this.text = inputText(event);
      }}></div><div class="list"><h3>${t('list.shownColumns', { count: columns.length })}</h3><ul aria-label=${t('list.columns')}>${repeat(
        shown,
        ({ column }) => column.path,
        ({ column, at }) => this.#shown(column, at),
      )}</ul>${this.groups.map((group) => this.#group(group))}</div>${this.#settings()}`;
  }
}
