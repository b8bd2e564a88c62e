// A searchable tree of one classification whose nodes are fetched when opened. Light DOM. Tells `node-pick` {code, label}.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ClientNode } from '../../../core/model/client.ts';
import { t } from '../i18n/t.ts';
import { icon } from '../ui/icon.ts';
import { sty } from '../ui/sty.ts';
import type { NodeQuery, WidgetSource } from './source.ts';
import { foundRows, fullLabel, openRows, type TreeRow } from './tree-rows.ts';
import '../ui/rarer-styles.ts';

const DEBOUNCE = 120;

@customElement('crm-tree')
export class CrmTree extends LitElement {
  @property() key = '';
  @property() classification = '';
  @property() label = '';
  @property() edition = '';
  @property({ attribute: false }) declare source: WidgetSource;
  @property({ attribute: false }) chosen: readonly string[] = [];
  @property({ attribute: false }) allowed: readonly string[] | undefined;
  @property({ type: Boolean }) multiple = false;
  @state() private branches: ReadonlyMap<string, readonly ClientNode[]> = new Map();
  @state() private open: ReadonlySet<string> = new Set();
  @state() private found: readonly ClientNode[] | undefined;
  @state() private text = '';
  @state() private active = '';
  @state() private failed = false;
  #timer = 0;
  #sequence = 0;
  /** What the shown rows were searched for. */
  #foundText = '';
  #moveFocus = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('classification')) return;
    this.branches = new Map();
    this.open = new Set();
    this.found = undefined;
    this.text = '';
    this.#foundText = '';
    this.active = '';
    void this.#start();
  }

  protected override updated(): void {
    if (!this.#moveFocus) return;
    this.#moveFocus = false;
    this.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]')?.focus();
  }

  focusSearch(): void {
    this.querySelector('input')?.focus();
  }

  #ask(query: NodeQuery): Promise<ClientNode[]> {
    return this.source.nodes(
      this.classification,
      this.edition ? { ...query, edition: this.edition } : query,
    );
  }

  /** Roots, and the way down to the first chosen node. */
  async #start(): Promise<void> {
    await this.#load('');
    const first = this.chosen[0];
    if (!first) return;
    const [node] = await this.#ask({ codes: first }).catch(() => []);
    for (const step of node?.path ?? []) await this.#expand(step.code);
    this.active = first;
  }

  async #load(parent: string): Promise<void> {
    if (this.branches.has(parent)) return;
    const { classification } = this;
    try {
      const nodes = await this.#ask(parent ? { parent } : {});
      if (classification !== this.classification) return;
      this.branches = new Map([...this.branches, [parent, nodes]]);
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }

  async #expand(code: string): Promise<void> {
    this.open = new Set([...this.open, code]);
    await this.#load(code);
  }

  #collapse(code: string): void {
    this.open = new Set([...this.open].filter((known) => known !== code));
  }

  #toggle(row: TreeRow): void {
    if (row.isOpen) this.#collapse(row.code);
    else void this.#expand(row.code);
  }

  #typed(event: Event): void {
    event.stopPropagation();
    this.text = (event.target as HTMLInputElement).value;
    if ((event as InputEvent).isComposing) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#find(), DEBOUNCE);
  }

  async #find(): Promise<void> {
    clearTimeout(this.#timer);
    const sequence = ++this.#sequence;
    const q = this.text.trim();
    const found = q ? await this.#ask({ q }).catch(() => []) : undefined;
    if (sequence !== this.#sequence) return;
    this.found = found;
    this.#foundText = q;
  }

  get #rows(): TreeRow[] {
    return this.found
      ? foundRows(this.found)
      : openRows(this.branches, (code) => this.open.has(code));
  }

  #pick(row: TreeRow): void {
    if (row.isRetired || !this.#isAllowed(row)) return;
    const known = this.found?.find((node) => node.code === row.code);
    const node = known ?? [...this.branches.values()].flat().find((each) => each.code === row.code);
    const label = node ? fullLabel(node) : row.label;
    this.dispatchEvent(
      new CustomEvent('node-pick', { detail: { code: row.code, label }, bubbles: true }),
    );
  }

  #isAllowed(row: TreeRow): boolean {
    return !this.allowed || this.allowed.includes(row.code);
  }

  #go(rows: readonly TreeRow[], index: number): void {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    this.active = row.code;
    this.#moveFocus = true;
    this.requestUpdate();
  }

  #right(rows: readonly TreeRow[], at: number): void {
    const row = rows[at];
    if (row?.hasChildren && !row.isOpen) void this.#expand(row.code);
    else if (row?.isOpen) this.#go(rows, at + 1);
  }

  #left(rows: readonly TreeRow[], at: number): void {
    const row = rows[at];
    if (row?.isOpen && !this.found) this.#collapse(row.code);
    else if (row?.parent)
      this.#go(
        rows,
        rows.findIndex((each) => each.code === row.parent),
      );
  }

  #key(event: KeyboardEvent): void {
    const rows = this.#rows;
    // As rendered: the first row has the focus when the active one is not among them.
    const at = Math.max(
      0,
      rows.findIndex((row) => row.code === this.active),
    );
    const current = rows[at];
    const acts: Record<string, () => void> = {
      ArrowDown: () => this.#go(rows, at + 1),
      ArrowUp: () => (at <= 0 ? this.focusSearch() : this.#go(rows, at - 1)),
      ArrowRight: () => this.#right(rows, at),
      ArrowLeft: () => this.#left(rows, at),
      Home: () => this.#go(rows, 0),
      End: () => this.#go(rows, rows.length - 1),
      Enter: () => current && this.#pick(current),
      ' ': () => current && this.#pick(current),
    };
    const act = acts[event.key];
    if (act) {
      event.preventDefault();
      act();
    } else if (/^\S$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey)
      // What is typed among the rows is searched for.
      this.focusSearch();
  }

  #searchKey(event: KeyboardEvent): void {
    if (event.isComposing || event.key !== 'ArrowDown') return;
    event.preventDefault();
    void this.#enterRows();
  }

  /** Down into the rows of what is typed, not into those of before. */
  async #enterRows(): Promise<void> {
    if (this.text.trim() !== this.#foundText) await this.#find();
    const rows = this.#rows;
    this.#go(
      rows,
      Math.max(
        0,
        rows.findIndex((row) => row.code === this.active),
      ),
    );
  }

  #row(row: TreeRow, isTarget: boolean): TemplateResult {
    const on = this.chosen.includes(row.code);
    const mark = this.multiple
      ? html`<span class="u-tick ${on ? 'u-tick-on' : ''}" aria-hidden="true"></span>`
      : nothing;
    const barred = row.isRetired || !this.#isAllowed(row);
    return html`<div role="treeitem" class="u-opt u-node ${on ? 'u-opt-on' : ''}" tabindex=${isTarget ? 0 : -1} aria-level=${row.level}
      aria-setsize=${row.size} aria-posinset=${row.position} aria-selected=${on} aria-disabled=${barred ? 'true' : nothing}
      aria-expanded=${row.hasChildren ? String(row.isOpen) : nothing} ${sty({ 'padding-left': `${row.level * 20 - 14}px` })}
      @click=${() => this.#pick(row)} @focus=${() => {
        this.active = row.code;
      }}><span class="u-twist" @click=${(event: Event) => {
        if (!row.hasChildren) return;
        event.stopPropagation();
        this.#toggle(row);
      }}>${row.hasChildren ? icon(row.isOpen ? 'chevron-down' : 'chevron-right') : nothing}</span>${mark}<span
      class="u-cut u-grow" title=${row.label}>${this.#marked(row.label)}</span>${on && !this.multiple ? icon('check') : nothing}</div>`;
  }

  /** The part of a label that was searched for. */
  #marked(label: string): TemplateResult | string {
    const at = this.#foundText ? label.toLowerCase().indexOf(this.#foundText.toLowerCase()) : -1;
    if (at < 0) return label;
    const end = at + this.#foundText.length;
    return html`${label.slice(0, at)}<mark class="u-mark">${label.slice(at, end)}</mark>${label.slice(end)}`;
  }

  #note(count: number): TemplateResult | typeof nothing {
    if (count > 0) return nothing;
    if (this.failed) return html`<p class="u-pop-note">${t('state.failed')}</p>`;
    if (!this.branches.has('')) return html`<p class="u-pop-note"><span class="u-skel"></span></p>`;
    return html`<p class="u-pop-note">${t('widget.noResults')}</p>`;
  }

  protected override render(): TemplateResult {
    const rows = this.#rows;
    const target = rows.some((row) => row.code === this.active) ? this.active : rows[0]?.code;
    const name = t('widget.searchTree', { name: this.label });
    return html`<div class="u-tree-search u-box">${icon('search', 'u-muted')}<input type="text" autocomplete="off" spellcheck="false" aria-label=${name}
      placeholder=${name} .value=${live(this.text)} @input=${this.#typed} @compositionend=${this.#typed} @keydown=${this.#searchKey}></div>
      <div role="tree" class="u-tree" aria-label=${this.label} aria-multiselectable=${this.multiple ? 'true' : nothing} @keydown=${this.#key}>${rows.map(
        (row) => this.#row(row, row.code === target),
      )}</div>${this.#note(rows.length)}`;
  }
}
