// One region of a classification, chosen level by level or found by search in one popover. Light DOM. Tells `value-change`
// {value: code}.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ClientNode } from '../../../core/model/client.ts';
import { say, t } from '../i18n/t.ts';
import { icon } from '../ui/icon.ts';
import { PopoverController } from '../ui/popover-controller.ts';
import type { WidgetSource } from './source.ts';
import { fullLabel } from './tree-rows.ts';
import '../ui/rarer-styles.ts';

const DEBOUNCE = 120;
/** Levels that only stand for others are passed over when a region is shown. */
const PLACEHOLDER = /^(市辖区|县|(?:省|自治区)直辖县级行政区划)$/;

/** "上海市 / 浦东新区": the way to a region without levels that stand for nothing. */
export function regionLabel(full: string): string {
  const parts = full.split(' / ');
  return parts.filter((part, at) => at === parts.length - 1 || !PLACEHOLDER.test(part)).join(' / ');
}

@customElement('crm-region-picker')
export class CrmRegionPicker extends LitElement {
  @property() key = '';
  @property() label = '';
  @property() value = '';
  @property() tree = '';
  /** The way to the chosen region: "上海市 / 市辖区 / 浦东新区". */
  @property() full = '';
  @property({ attribute: false }) declare source: WidgetSource;
  @property({ type: Boolean }) invalid = false;
  @property({ type: Boolean }) readOnly = false;
  @property() describedBy = '';
  /** The chosen nodes from the root down, and whose children are listed. */
  @state() private way: readonly ClientNode[] = [];
  @state() private level = 0;
  @state() private options: readonly ClientNode[] = [];
  @state() private found: readonly ClientNode[] | undefined;
  @state() private text = '';
  @state() private active = -1;
  #timer = 0;
  #sequence = 0;

  readonly #popover = new PopoverController(this, {
    anchor: () => this.querySelector<HTMLElement>('.u-box'),
    panel: () => this.querySelector<HTMLElement>('.u-pop'),
    maxHeight: 400,
    onClose: () => {
      this.text = '';
      this.found = undefined;
      this.active = -1;
    },
  });

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('active'))
      this.querySelector('.u-opt-active')?.scrollIntoView({ block: 'nearest' });
  }

  #emit(node: ClientNode | undefined): void {
    this.value = node?.code ?? '';
    if (node) this.source.learnNode(this.tree, node.code, fullLabel(node));
    this.dispatchEvent(
      new CustomEvent('value-change', {
        detail: { value: node?.code ?? null },
        bubbles: true,
        composed: true,
      }),
    );
  }

  async #open(): Promise<void> {
    if (this.readOnly || this.#popover.isOpen) return;
    this.#popover.open();
    await this.updateComplete;
    this.querySelector<HTMLInputElement>('.u-pop input')?.focus();
    const chosen = this.value ? await this.#wayTo(this.value) : [];
    this.way = chosen;
    await this.#show(Math.max(0, chosen.length - 1));
  }

  async #wayTo(code: string): Promise<ClientNode[]> {
    const [node] = await this.#ask({ codes: code });
    if (!node) return [];
    const above = node.path.map((step) => step.code).join(',');
    const parents = above ? await this.#ask({ codes: above }) : [];
    const byCode = new Map(parents.map((parent) => [parent.code, parent]));
    return [...node.path.flatMap((step) => byCode.get(step.code) ?? []), node];
  }

  #ask(query: { parent?: string; codes?: string; q?: string }): Promise<ClientNode[]> {
    return this.source.nodes(this.tree, query).catch(() => []);
  }

  /** Lists the nodes of a level below what is chosen above it. */
  async #show(level: number): Promise<void> {
    const sequence = ++this.#sequence;
    const parent = this.way[level - 1]?.code;
    const options = await this.#ask(parent ? { parent } : {});
    if (sequence !== this.#sequence) return;
    this.level = level;
    this.options = options;
    const at = options.findIndex(({ code }) => code === this.way[level]?.code);
    this.active = at;
  }

  /** The region is told at every step, so that a province alone is a value too; the last level closes. */
  async #pick(node: ClientNode | undefined): Promise<void> {
    if (!node || node.retired) return;
    if (this.found) {
      this.#emit(node);
      this.#close();
      return;
    }
    this.way = [...this.way.slice(0, this.level), node];
    this.#emit(node);
    if (node.children === 0) {
      this.#close();
      return;
    }
    await this.#show(this.level + 1);
    const [only] = this.options;
    if (this.options.length === 1 && only) await this.#pick(only);
    this.querySelector<HTMLInputElement>('.u-pop input')?.focus();
  }

  #close(): void {
    this.#popover.close();
    this.querySelector<HTMLElement>('.u-tree-open')?.focus();
  }

  #typed(event: Event): void {
    event.stopPropagation();
    this.text = (event.target as HTMLInputElement).value;
    if ((event as InputEvent).isComposing) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#find(), DEBOUNCE);
  }

  async #find(): Promise<void> {
    const sequence = ++this.#sequence;
    const q = this.text.trim();
    const found = q ? await this.#ask({ q }) : undefined;
    if (sequence !== this.#sequence) return;
    this.found = found?.filter((node) => !PLACEHOLDER.test(say(node.label)));
    this.active = this.found && this.found.length > 0 ? 0 : -1;
  }

  get #listed(): readonly ClientNode[] {
    return this.found ?? this.options;
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const count = this.#listed.length;
    const isBlank = this.text === '';
    const acts: Record<string, (() => void) | undefined> = {
      ArrowDown: () => {
        this.active = count > 0 ? (this.active + 1) % count : -1;
      },
      ArrowUp: () => {
        this.active = count > 0 ? (Math.max(this.active, 0) - 1 + count) % count : -1;
      },
      ArrowLeft: isBlank && this.level > 0 ? () => void this.#show(this.level - 1) : undefined,
      ArrowRight: isBlank ? () => void this.#pick(this.#listed[this.active]) : undefined,
      Enter: () => void this.#pick(this.#listed[this.active]),
      Escape: () => this.#close(),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #option(node: ClientNode, index: number): TemplateResult {
    const on = this.way.some(({ code }) => code === node.code);
    const above = this.found ? regionLabel(fullLabel(node)).split(' / ').slice(0, -1) : [];
    return html`<div role="option" id="f-${this.key}-o${index}" class="u-opt ${index === this.active ? 'u-opt-active' : ''}" aria-selected=${on}
      aria-disabled=${node.retired ? 'true' : nothing} @pointerdown=${(event: Event) => event.preventDefault()} @click=${() => void this.#pick(node)}><span
      class="u-opt-2"><span class="u-cut">${say(node.label, node.code)}</span>${
        above.length > 0 ? html`<span class="u-meta u-cut">${above.join(' / ')}</span>` : nothing
      }</span>${on ? icon('check') : nothing}</div>`;
  }

  /** The steps of the way, each leading back to its level. */
  #steps(): TemplateResult | typeof nothing {
    if (this.found || this.way.length === 0) return nothing;
    const names = this.way.map((node) => say(node.label, node.code));
    const last = this.way.at(-1);
    const count = last && last.children > 0 ? names.length + 1 : names.length;
    return html`<div class="u-steps">${Array.from(
      { length: count },
      (_, at) =>
        html`<button type="button" class="u-tab u-tab-s" aria-current=${at === this.level ? 'step' : 'false'}
        @pointerdown=${(event: Event) => event.preventDefault()} @click=${() => void this.#show(at)}>${names[at] ?? t('widget.choose')}</button>`,
    )}</div>`;
  }

  #panel(): TemplateResult {
    const name = t('widget.searchRegion');
    const listed = this.#listed;
    return html`<div class="u-pop u-pop-list u-pop-region" popover="manual" role="dialog" aria-label=${this.label}>
      <div class="u-tree-search u-box">${icon('search', 'u-muted')}<input type="text" role="combobox" autocomplete="off" spellcheck="false" aria-label=${name}
      placeholder=${name} aria-expanded="true" aria-controls="f-${this.key}-list" aria-autocomplete="list"
      aria-activedescendant=${this.active >= 0 ? `f-${this.key}-o${this.active}` : nothing} .value=${live(this.text)} @input=${this.#typed}
      @compositionend=${this.#typed} @keydown=${this.#key}></div>${this.#steps()}
      <div role="listbox" id="f-${this.key}-list" aria-label=${this.label} class=${this.found ? '' : 'u-region-grid'}>${listed.map((node, index) => this.#option(node, index))}</div>${
        listed.length === 0 && this.found
          ? html`<p class="u-pop-note" role="status">${t('widget.noResults')}</p>`
          : nothing
      }</div>`;
  }

  protected override render(): TemplateResult {
    const open = this.#popover.isOpen;
    const full = this.value ? this.full || '…' : '';
    const shown = full ? regionLabel(full) : t('widget.chooseRegion');
    const clear = (event: Event) => {
      event.stopPropagation();
      this.way = [];
      this.#emit(undefined);
      this.querySelector<HTMLElement>('.u-tree-open')?.focus();
    };
    return html`<div class="u-box ${this.invalid ? 'u-box-bad' : ''} ${this.readOnly ? 'u-box-off' : ''}" @click=${() => void this.#open()}><button type="button"
      class="u-tree-open u-grow" id="f-${this.key}" aria-haspopup="dialog" aria-expanded=${open} aria-label="${this.label}：${shown}"
      aria-describedby=${this.describedBy || nothing} ?disabled=${this.readOnly} title=${full}><span class="u-cut ${full ? '' : 'u-muted'}">${shown}</span></button>${
        full && !this.readOnly
          ? html`<button type="button" class="u-box-btn" aria-label=${t('action.clear')} @click=${clear}>${icon('x', 'u-icon-s')}</button>`
          : nothing
      }<span class="u-box-btn" aria-hidden="true">${icon('chevron-down')}</span></div>${open ? this.#panel() : nothing}`;
  }
}
