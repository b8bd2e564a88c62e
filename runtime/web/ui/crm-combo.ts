// A combobox (ARIA 1.2) for one or several choices whose options come from a search: pages, debounce, stale answers
// dropped, IME-safe, optional free entries. Light DOM. Tells `value-change` {value: ComboItem[]}.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../i18n/t.ts';
import { ComboOptions } from './combo-options.ts';
import type { ComboCreate, ComboItem, ComboSearch } from './combo-types.ts';
import { announce } from './crm-toasts.ts';
import { icon } from './icon.ts';
import { PopoverController } from './popover-controller.ts';
import { avatar, chip, person, tag } from './tag.ts';

const SEPARATOR = /[,，;；、\n\t]/;
/** The option that makes a new one. */
const NEW = '$new';

@customElement('crm-combo')
export class CrmCombo extends LitElement {
  @property() key = '';
  @property() label = '';
  @property({ attribute: false }) chosen: readonly ComboItem[] = [];
  @property({ attribute: false }) search: ComboSearch = async () => ({ items: [], next: null });
  @property({ type: Boolean }) multiple = false;
  @property({ type: Boolean }) required = false;
  @property({ type: Boolean }) invalid = false;
  @property({ type: Boolean }) disabled = false;
  /** Text that is no option may be entered (tags). */
  @property({ type: Boolean }) free = false;
  @property({ type: Number }) debounce = 0;
  @property() describedBy = '';
  @property() placeholder = '';
  /** Few options: a touch opens the list without the keyboard of the screen. */
  @property({ type: Boolean }) few = false;
  /** Offers to make what is not found. */
  @property({ attribute: false }) create: ComboCreate | undefined;
  /** Opens a chosen option beside the page. */
  @property({ attribute: false }) peek: ((item: ComboItem) => void) | undefined;
  @state() private text: string | undefined;
  @state() private active = -1;

  readonly #options = new ComboOptions(this);
  readonly #popover = new PopoverController(this, {
    anchor: () => this.querySelector<HTMLElement>('.u-box'),
    panel: () => this.querySelector<HTMLElement>('.u-pop'),
    onClose: () => this.#closed(),
    fit: true,
  });

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('active'))
      this.querySelector('.u-opt-active')?.scrollIntoView({ block: 'nearest' });
  }

  get #input(): HTMLInputElement | null {
    return this.querySelector('input');
  }

  /** What the list offers: the found options, and the typed text itself where free text may be entered. */
  get #offered(): readonly ComboItem[] {
    const found = this.#options.items;
    const typed = this.text?.trim() ?? '';
    if (this.create && this.#options.status === 'idle')
      return [...found, { id: NEW, label: typed, fresh: true }];
    if (!this.free || !typed || found.some((item) => item.label === typed)) return found;
    return [...found, { id: typed, label: typed, fresh: true }];
  }

  /** The option that says what is typed, found or fresh. */
  #typedItem(): ComboItem | undefined {
    return this.#offered.find((item) => item.label === this.text?.trim());
  }

  #open(): void {
    if (this.disabled || this.#popover.isOpen) return;
    this.#popover.open();
    this.#find(0);
  }

  #closed(): void {
    this.text = undefined;
    this.active = -1;
    this.#options.cancel();
  }

  #find(delay = this.debounce): void {
    this.active = -1;
    this.#options.find(this.search, this.text?.trim() ?? '', delay, () => {
      const isTyped = Boolean(this.text?.trim());
      // Where free text may be entered, Enter keeps what is typed unless another is chosen by the arrows.
      this.active = isTyped && !this.free && this.#options.items.length > 0 ? 0 : -1;
      announce(t('widget.resultCount', { count: this.#offered.length }));
    });
  }

  #typed(event: Event): void {
    event.stopPropagation();
    this.text = (event.target as HTMLInputElement).value;
    if ((event as InputEvent).isComposing) return;
    this.#findTyped();
  }

  #composed(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
    this.#findTyped();
  }

  /** A comma ends a free entry; several may be pasted at once. */
  #findTyped(): void {
    const parts = this.free ? (this.text ?? '').split(SEPARATOR) : [];
    const entries = parts.map((part) => part.trim()).filter(Boolean);
    if (parts.length > 1 && entries.length > 0) {
      this.text = undefined;
      const known = new Set(this.chosen.map((item) => item.label));
      const fresh = entries.filter(
        (entry, at) => !known.has(entry) && entries.indexOf(entry) === at,
      );
      this.#emit([...this.chosen, ...fresh.map((label) => ({ id: label, label }))]);
      return;
    }
    this.#popover.open();
    this.#find();
  }

  #emit(value: readonly ComboItem[]): void {
    this.dispatchEvent(
      new CustomEvent('value-change', { detail: { value }, bubbles: true, composed: true }),
    );
  }

  async #make(): Promise<void> {
    const typed = this.text?.trim() ?? '';
    this.#popover.close();
    const made = await this.create?.(typed);
    if (made) this.#emit(this.multiple ? [...this.chosen, made] : [made]);
    this.#input?.focus();
  }

  #pick(item: ComboItem): void {
    if (item.disabled) return;
    if (item.id === NEW) {
      void this.#make();
      return;
    }
    const has = this.chosen.some((known) => known.id === item.id);
    this.text = undefined;
    if (!this.multiple) {
      this.#emit([item]);
      this.#popover.close();
    } else {
      this.#emit(
        has ? this.chosen.filter((known) => known.id !== item.id) : [...this.chosen, item],
      );
      this.#find(0);
    }
    this.#input?.focus();
  }

  #remove(item: ComboItem): void {
    this.#emit(this.chosen.filter((known) => known.id !== item.id));
    this.#input?.focus();
  }

  #clear(event: Event): void {
    event.stopPropagation();
    this.text = undefined;
    this.#emit([]);
    this.#input?.focus();
  }

  #step(by: number): void {
    const count = this.#offered.length;
    if (!this.#popover.isOpen) this.#open();
    else if (count > 0) this.active = (Math.max(this.active, by < 0 ? 0 : -1) + by + count) % count;
    if (this.active >= count - 3) this.#options.more();
  }

  #enter(event: KeyboardEvent): void {
    const isTyped = Boolean(this.text?.trim());
    const item =
      this.#offered[this.active] ?? (this.free && isTyped ? this.#typedItem() : undefined);
    if (!this.#popover.isOpen || !item) return;
    event.preventDefault();
    event.stopPropagation();
    this.#pick(item);
  }

  #escape(event: KeyboardEvent): void {
    if (!this.#popover.isOpen) return;
    event.preventDefault();
    event.stopPropagation();
    this.#popover.close();
  }

  #backspace(): void {
    const last = this.chosen.at(-1);
    if (this.multiple && !this.#input?.value && last) this.#remove(last);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || this.disabled) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.#step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') this.#enter(event);
    else if (event.key === 'Escape') this.#escape(event);
    else if (event.key === 'Backspace') this.#backspace();
    else if (event.key === 'Tab') this.#leave();
  }

  /** Typed free text is kept when the field is left. */
  #leave(): void {
    const typed = this.text?.trim();
    if (this.free && typed && !this.chosen.some((item) => item.label === typed))
      this.#emit([...(this.multiple ? this.chosen : []), { id: typed, label: typed }]);
    this.#popover.close();
    this.text = undefined;
  }

  #focused(): void {
    if (!this.multiple) this.#input?.select();
  }

  #optionHead(item: ComboItem): TemplateResult | string {
    if (item.id === NEW)
      return html`${icon('plus', 'u-icon-s')} ${item.label ? t('widget.createNamed', { name: item.label }) : t('widget.createNew')}`;
    if (item.fresh) return t('widget.create', { name: item.label });
    if (item.person) return person(item.label);
    return item.colour ? tag(item.label, item.colour) : item.label;
  }

  #option(item: ComboItem, index: number): TemplateResult {
    const on = this.chosen.some((known) => known.id === item.id);
    const isHeaded = item.group && item.group !== this.#offered[index - 1]?.group;
    return html`${isHeaded ? html`<p class="u-pop-note" role="presentation">${item.group}</p>` : nothing}<div
      role="option" id="f-${this.key}-o${index}" aria-selected=${on} aria-disabled=${item.disabled ? 'true' : nothing}
      class="u-opt ${index === this.active ? 'u-opt-active' : ''} ${item.id === NEW ? 'u-opt-new' : ''}"
      @pointerdown=${(event: Event) => event.preventDefault()} @click=${() => this.#pick(item)}>
      <span class="u-opt-2"><span class="u-cut">${this.#optionHead(item)}</span>${
        item.detail ? html`<span class="u-meta u-cut">${item.detail}</span>` : nothing
      }</span>${on ? icon('check') : nothing}</div>`;
  }

  #note(): TemplateResult | typeof nothing {
    const { status } = this.#options;
    if (this.#options.items.length > 0 || (this.free && this.#offered.length > 0)) return nothing;
    if (status === 'busy') return html`<p class="u-pop-note"><span class="u-skel"></span></p>`;
    if (status === 'failed') return html`<p class="u-pop-note">${t('state.failed')}</p>`;
    return html`<p class="u-pop-note">${this.free ? t('widget.addTag') : t('widget.noResults')}</p>`;
  }

  #panel(): TemplateResult {
    const scrolled = (event: Event) => {
      const { scrollTop, clientHeight, scrollHeight } = event.target as HTMLElement;
      if (scrollTop + clientHeight > scrollHeight - 80) this.#options.more();
    };
    return html`<div class="u-pop u-pop-list" popover="manual">
      <div role="listbox" @scroll=${scrolled} id="f-${this.key}-list" aria-label=${this.label} aria-multiselectable=${this.multiple ? 'true' : nothing}>${this.#offered.map(
        (item, index) => this.#option(item, index),
      )}</div>${this.#note()}</div>`;
  }

  #chips(): TemplateResult[] {
    return this.chosen.map((item) =>
      chip(
        item.person ? person(item.label) : item.label,
        item.colour ?? 'gray',
        t('action.remove', { name: item.label }),
        this.disabled
          ? undefined
          : (event) => {
              event.stopPropagation();
              this.#remove(item);
            },
      ),
    );
  }

  #field(open: boolean): TemplateResult {
    const shown = this.text ?? (this.multiple ? '' : (this.chosen[0]?.label ?? ''));
    const hint = this.chosen.length > 0 ? '' : this.placeholder || t('widget.choose');
    return html`<input id="f-${this.key}" type="text" role="combobox" autocomplete="off" spellcheck="false"
      aria-expanded=${open} aria-controls=${open ? `f-${this.key}-list` : nothing} aria-autocomplete="list"
      inputmode=${this.few ? 'none' : nothing}
      aria-activedescendant=${open && this.active >= 0 ? `f-${this.key}-o${this.active}` : nothing}
      aria-invalid=${this.invalid ? 'true' : nothing} aria-required=${this.required ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} aria-label=${this.label || nothing} placeholder=${hint}
      ?disabled=${this.disabled} .value=${live(shown)} @input=${this.#typed} @compositionend=${this.#composed}
      @keydown=${this.#key} @focus=${this.#focused} @change=${(event: Event) => event.stopPropagation()} @blur=${this.#blurred}>`;
  }

  #blurred(event: FocusEvent): void {
    if (this.contains(event.relatedTarget as Node | null)) return;
    this.#leave();
  }

  protected override render(): TemplateResult {
    const open = this.#popover.isOpen;
    const canClear = !this.disabled && !this.required && this.chosen.length > 0;
    const chips = this.multiple ? this.#chips() : [];
    const [only] = this.chosen;
    const look =
      this.peek && only && !this.multiple
        ? html`<button type="button" class="u-box-btn" aria-label=${t('widget.look', { name: only.label })} title=${t('record.peek')} @click=${(
            event: Event,
          ) => {
            event.stopPropagation();
            this.peek?.(only);
          }}>${icon('panel-right', 'u-icon-s')}</button>`
        : nothing;
    const face =
      only && !this.multiple && this.text === undefined
        ? only.person
          ? avatar(only.label)
          : only.colour
            ? html`<span class="u-swatch-dot u-tag-${only.colour}" aria-hidden="true"></span>`
            : nothing
        : nothing;
    const boxed = `u-box ${chips.length > 0 ? 'u-box-chips' : ''} ${this.invalid ? 'u-box-bad' : ''} ${this.disabled ? 'u-box-off' : ''}`;
    return html`<div class=${boxed} @click=${this.#open}>${chips}${face}${this.#field(open)}${look}${
      canClear
        ? html`<button type="button" class="u-box-btn" aria-label=${t('action.clear')} @click=${this.#clear}>${icon('x', 'u-icon-s')}</button>`
        : nothing
    }<button type="button" class="u-box-btn" tabindex="-1" aria-label=${t('widget.toggle')} ?disabled=${this.disabled}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${(event: Event) => {
        event.stopPropagation();
        this.#input?.focus();
        if (this.#popover.isOpen) this.#popover.close();
        else this.#open();
      }}>${icon('chevron-down')}</button></div>${open ? this.#panel() : nothing}`;
  }
}
