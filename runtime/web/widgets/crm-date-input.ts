// A date as text with a calendar behind it; typed shortcuts (今天, +3, 11-20). Light DOM. Tells `value-change` {value}.
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { addUnits } from '../../../core/rules/dates.ts';
import { t } from '../i18n/t.ts';
import { PopoverController } from '../ui/popover-controller.ts';
import type { CrmCalendar } from './crm-calendar.ts';
import { readTypedDate } from './date-text.ts';
import { type Picker, pickerEscape, typedPicker } from './typed-picker.ts';

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

  #nudge(by: number): void {
    const date = this.value ? addUnits(this.value, by, 'day') : this.today;
    if (date) this.#emit(date);
  }

  #close(): void {
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
    this.#close();
  }

  #panel(picker: Pick<Picker, 'isOpen' | 'close'>): TemplateResult {
    return html`<div class="u-pop" popover="manual" role="dialog" aria-label=${t('widget.calendar')} @keydown=${(event: KeyboardEvent) => pickerEscape(event, picker)}>
      <crm-calendar .clearable=${!this.required} .value=${this.value} .today=${this.today} .min=${this.min} .max=${this.max} @value-change=${this.#picked}></crm-calendar></div>`;
  }

  protected override render(): TemplateResult {
    const picker: Picker = {
      typed: this.typed,
      isOpen: this.#popover.isOpen,
      commit: () => this.#commit(),
      type: (text) => {
        this.typed = text;
      },
      nudge: (by) => this.#nudge(by),
      open: () => void this.#openCalendar(),
      close: () => this.#close(),
    };
    return typedPicker({
      ...picker,
      props: this,
      shown: this.value,
      placeholder: t('widget.datePlaceholder'),
      hint: t('widget.dateHint'),
      opener: t('widget.openCalendar'),
      panel: () => this.#panel(picker),
    });
  }
}
