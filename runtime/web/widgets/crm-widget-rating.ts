// Stars, as native radio buttons; digits choose, Delete clears.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../i18n/t.ts';
import { icon } from '../ui/icon.ts';
import { CrmWidget, numberSetting } from './crm-widget.ts';

@customElement('crm-widget-rating')
export class CrmWidgetRating extends CrmWidget<number> {
  get #max(): number {
    return numberSetting(this.settings, 'max') ?? 5;
  }

  #set(event: Event, value: number): void {
    event.stopPropagation();
    this.emit(value);
  }

  #clear(): void {
    this.emit(null);
    void this.updateComplete.then(() => this.querySelector('input')?.focus());
  }

  #key(event: KeyboardEvent): void {
    if (this.readOnly || event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = /^[0-9]$/.test(event.key) ? Number(event.key) : undefined;
    const isClear = event.key === 'Delete' || event.key === 'Backspace' || digit === 0;
    if (isClear && !this.required) {
      event.preventDefault();
      this.#clear();
    } else if (digit && digit <= this.#max) {
      event.preventDefault();
      this.emit(digit);
      void this.updateComplete.then(() =>
        this.querySelectorAll<HTMLElement>('input')[digit - 1]?.focus(),
      );
    }
  }

  protected override render(): TemplateResult {
    const max = this.#max;
    const value = this.value ?? 0;
    const stars = Array.from({ length: max }, (_, index) => index + 1);
    return html`<div class="u-row"><div class="u-stars" role="radiogroup" id="f-${this.key}" aria-label=${this.label || nothing}
      aria-required=${this.required ? 'true' : nothing} aria-describedby=${this.describedBy || nothing} @keydown=${this.#key}>${stars.map(
        (
          star,
        ) => html`<label class="u-star-label ${star <= value ? 'u-star-on' : ''}"><input type="radio" name="f-${this.key}-r"
          .checked=${live(star === value)} ?disabled=${this.readOnly} aria-label=${t('widget.stars', { value: star, max })}
          @change=${(event: Event) => this.#set(event, star)}>${icon('star', 'u-icon-l')}</label>`,
      )}</div>${value > 0 ? html`<span class="u-meta u-num" aria-hidden="true">${value} / ${max}</span>` : nothing}${
        value > 0 && !this.required && !this.readOnly
          ? html`<button type="button" class="u-box-btn" aria-label=${t('action.clear')} @click=${this.#clear}>${icon('x', 'u-icon-s')}</button>`
          : nothing
      }</div>`;
  }
}
