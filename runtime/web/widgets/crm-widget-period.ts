// A year, quarter or month.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { CrmWidget, textSetting } from './crm-widget.ts';

@customElement('crm-widget-period')
export class CrmWidgetPeriod extends CrmWidget<string> {
  /** A year without its quarter or month, on the way to a period. */
  @state() private year = '';

  get #parts(): { year: string; part: string } {
    const [year = '', part = ''] = (this.value ?? '').split('-');
    return { year: year || this.year, part };
  }

  #set(year: string, part: string): void {
    this.year = year;
    if (!year) this.emit(null);
    else if (textSetting(this.settings, 'precision') === 'year') this.emit(year);
    else this.emit(part ? `${year}-${part}` : null);
  }

  #options(): { value: string; label: string }[] {
    if (textSetting(this.settings, 'precision') === 'quarter')
      return ['Q1', 'Q2', 'Q3', 'Q4'].map((value) => ({ value, label: value }));
    return Array.from({ length: 12 }, (_, index) => {
      const value = String(index + 1).padStart(2, '0');
      return { value, label: `${index + 1} ${t('widget.month')}` };
    });
  }

  #part(part: string): TemplateResult {
    const name =
      textSetting(this.settings, 'precision') === 'quarter' ? 'widget.quarter' : 'widget.month';
    return html`<select class="u-input" aria-label=${t(name)} ?disabled=${this.readOnly} .value=${live(part)}
      @change=${(event: Event) => this.#set(this.#parts.year || this.source.today().slice(0, 4), inputText(event))}>
      <option value="" ?selected=${part === ''}>${t('widget.choose')}</option>
      ${this.#options().map(({ value, label }) => html`<option value=${value} ?selected=${value === part}>${label}</option>`)}</select>`;
  }

  protected override render(): TemplateResult {
    const { year, part } = this.#parts;
    const isYear = textSetting(this.settings, 'precision') === 'year';
    return html`<div class="u-pair"><input class="u-input u-num" id="f-${this.key}" type="text" inputmode="numeric" maxlength="4"
      placeholder=${t('widget.year')} aria-label=${this.label || nothing} .value=${live(year)} ?readonly=${this.readOnly}
      aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @change=${(event: Event) => this.#set(inputText(event), part)}>${
        isYear ? nothing : this.#part(part)
      }</div>`;
  }
}
