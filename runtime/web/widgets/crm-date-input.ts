// A date as text with a calendar behind it; typed shortcuts (今天, +3, 11-20). Light DOM. Tells `value-change` {value}.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { addUnits } from '../../../core/rules/dates.ts';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { icon } from '../ui/icon.ts';
import { PopoverController } from '../ui/popover-controller.ts';
import type { CrmCalendar } from './crm-calendar.ts';
import { readTypedDate } from './date-text.ts';

@customElement('crm-date-input')
export class CrmDateInput extends LitElement {
  @property() key = '';
  @property() label = '';
  @property() value = '';
  @property() today = '';
  @property() min = '';
  @property() max = '';
  @property() describedBy = '';
  @property({ type: Boolean }) invalid = false;
  @property({ type: Boolean }) required = false;
  @property({ type: Boolean }) readOnly = false;
  /** Reads more than a date out of what is typed, and says whether it did. */
  @property({ attribute: false }) readMore: ((typed: string) => boolean) | undefined;
  @state() private typed: string | undefined;

  readonly #popover = new PopoverController(this, {
    anchor: () => this.querySelector<HTMLElement>('.u-box'),
    panel: () => this.querySelector<HTMLElement>('.u-pop'),
    maxHeight: 400,
  });

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  #emit(value: string): void {
    this.value = value;
    this.typed = undefined;
    this.dispatchEvent(
      new CustomEvent('value-change', { detail: { value }, bubbles: true, composed: true }),
    );
  }

  /** Typed text becomes a date when it is one; otherwise it stays, and the form says what is wrong. */
  #commit(): void {
    const { typed } = this;
    if (typed === undefined) return;
    if (this.readMore?.(typed)) {
      this.typed = undefined;
      return;
    }
    const date = typed.trim() === '' ? '' : (readTypedDate(typed, this.today) ?? typed);
    if (date !== this.value) this.#emit(date);
    this.typed = undefined;
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || this.readOnly) return;
    if (event.key === 'Enter' && this.typed !== undefined) {
      event.preventDefault();
      this.#commit();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (event.altKey) void this.#openCalendar();
      else this.#nudge(event.key === 'ArrowDown' ? -1 : 1);
    } else if (event.key === 'Escape') this.#escape(event);
  }

  #nudge(by: number): void {
    this.#commit();
    const date = this.value ? addUnits(this.value, by, 'day') : this.today;
    if (date) this.#emit(date);
  }

  #escape(event: KeyboardEvent): void {
    if (!this.#popover.isOpen) return;
    event.preventDefault();
    event.stopPropagation();
    this.#popover.close();
    this.querySelector('input')?.focus();
  }

  async #openCalendar(): Promise<void> {
    await import('./crm-calendar.ts');
    this.#commit();
    this.#popover.open();
    await this.updateComplete;
    const calendar = this.querySelector<CrmCalendar>('crm-calendar');
    await calendar?.updateComplete;
    calendar?.focusGrid();
  }

  #picked(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    this.#emit(event.detail.value);
    this.#popover.close();
    this.querySelector('input')?.focus();
  }

  #panel(): TemplateResult {
    return html`<div class="u-pop" popover="manual" role="dialog" aria-label=${t('widget.calendar')} @keydown=${this.#escape}>
      <crm-calendar .clearable=${!this.required} .value=${this.value} .today=${this.today} .min=${this.min} .max=${this.max} @value-change=${this.#picked}></crm-calendar></div>`;
  }

  protected override render(): TemplateResult {
    const open = this.#popover.isOpen;
    return html`<div class="u-box ${this.invalid ? 'u-box-bad' : ''} ${this.readOnly ? 'u-box-off' : ''}"><input id="f-${this.key}" class="u-num"
      type="text" autocomplete="off" placeholder=${t('widget.datePlaceholder')} .value=${live(this.typed ?? this.value)}
      title=${this.readOnly ? nothing : t('widget.dateHint')} ?readonly=${this.readOnly} aria-label=${this.label || nothing}
      aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing}
      @input=${(event: Event) => {
        this.typed = inputText(event);
      }}
      @keydown=${this.#key} @blur=${this.#commit} @change=${(event: Event) => event.stopPropagation()}><button type="button"
      class="u-box-btn" aria-label=${t('widget.openCalendar')} aria-expanded=${open} ?disabled=${this.readOnly}
      @click=${() => (open ? this.#popover.close() : void this.#openCalendar())}>${icon('calendar')}</button></div>${open ? this.#panel() : nothing}`;
  }
}
