// A time of day as text that reads "9", "930", "下午3点", with a list of half hours. Light DOM. Tells `value-change` {value}.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { icon } from '../ui/icon.ts';
import { PopoverController } from '../ui/popover-controller.ts';
import { readTypedTime } from './date-text.ts';

const HALF_HOURS: readonly string[] = Array.from({ length: 48 }, (_, index) => {
  const hour = String(Math.floor(index / 2)).padStart(2, '0');
  return `${hour}:${index % 2 === 0 ? '00' : '30'}`;
});
/** Where the list opens when nothing is chosen. */
const MORNING = HALF_HOURS.indexOf('09:00');

@customElement('crm-time-input')
export class CrmTimeInput extends LitElement {
  @property() key = '';
  @property() label = '';
  @property() value = '';
  @property() describedBy = '';
  @property({ type: Boolean }) invalid = false;
  @property({ type: Boolean }) required = false;
  @property({ type: Boolean }) readOnly = false;
  @state() private typed: string | undefined;
  @state() private active = -1;

  readonly #popover = new PopoverController(this, {
    anchor: () => this.querySelector<HTMLElement>('.u-box'),
    panel: () => this.querySelector<HTMLElement>('.u-pop'),
    fit: true,
    maxHeight: 260,
    onClose: () => {
      this.active = -1;
    },
  });

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('active')) return;
    // The list has its height only when it is placed.
    requestAnimationFrame(() =>
      this.querySelector('.u-opt-active')?.scrollIntoView({ block: 'nearest' }),
    );
  }

  #emit(value: string): void {
    this.value = value;
    this.dispatchEvent(
      new CustomEvent('value-change', { detail: { value }, bubbles: true, composed: true }),
    );
  }

  #commit(): void {
    const text = this.typed?.trim();
    this.typed = undefined;
    if (text === undefined) return;
    const time = text === '' ? '' : (readTypedTime(text) ?? text);
    if (time !== this.value) this.#emit(time);
  }

  #open(): void {
    if (this.readOnly || this.#popover.isOpen) return;
    this.#popover.open();
    const at = HALF_HOURS.findIndex((time) => time >= (this.value || '09:00'));
    this.active = at < 0 ? MORNING : at;
  }

  #pick(time: string | undefined): void {
    this.typed = undefined;
    if (time) this.#emit(time);
    this.#popover.close();
    this.querySelector('input')?.focus();
  }

  #step(by: number): void {
    if (!this.#popover.isOpen) this.#open();
    else this.active = (this.active + by + HALF_HOURS.length) % HALF_HOURS.length;
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || this.readOnly) return;
    const isOpen = this.#popover.isOpen;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.#step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && (isOpen || this.typed !== undefined)) {
      event.preventDefault();
      if (isOpen && this.typed === undefined) this.#pick(HALF_HOURS[this.active]);
      else {
        this.#commit();
        this.#popover.close();
      }
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.#popover.close();
    } else if (event.key === 'Tab') this.#popover.close();
  }

  #blurred(event: FocusEvent): void {
    if (!this.contains(event.relatedTarget as Node | null)) this.#commit();
  }

  #panel(): TemplateResult {
    return html`<div class="u-pop u-pop-list" popover="manual"><div role="listbox" id="f-${this.key}-list" aria-label=${this.label}>${HALF_HOURS.map(
      (time, index) =>
        html`<div role="option" id="f-${this.key}-o${index}" class="u-opt u-num ${index === this.active ? 'u-opt-active' : ''}"
        aria-selected=${time === this.value} @pointerdown=${(event: Event) => event.preventDefault()} @click=${() => this.#pick(time)}>${time}</div>`,
    )}</div></div>`;
  }

  protected override render(): TemplateResult {
    const open = this.#popover.isOpen;
    return html`<div class="u-box ${this.invalid ? 'u-box-bad' : ''} ${this.readOnly ? 'u-box-off' : ''}" @click=${this.#open}><input class="u-num"
      id="f-${this.key}" type="text" role="combobox" autocomplete="off" spellcheck="false" placeholder=${t('widget.timePlaceholder')}
      .value=${live(this.typed ?? this.value)} ?readonly=${this.readOnly} aria-label=${this.label || nothing} aria-expanded=${open}
      aria-controls=${open ? `f-${this.key}-list` : nothing} aria-autocomplete="none"
      aria-activedescendant=${open && this.active >= 0 ? `f-${this.key}-o${this.active}` : nothing}
      aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @keydown=${this.#key} @blur=${this.#blurred}
      @input=${(event: Event) => {
        this.typed = inputText(event);
        this.active = -1;
      }} @change=${(event: Event) => event.stopPropagation()}><span class="u-box-btn" aria-hidden="true">${icon('clock')}</span></div>${
        open ? this.#panel() : nothing
      }`;
  }
}
