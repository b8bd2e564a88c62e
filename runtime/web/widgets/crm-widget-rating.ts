// Stars, as native radio buttons.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../i18n/t.ts';
import { icon } from '../ui/icon.ts';
import { CrmWidget, numberSetting } from './crm-widget.ts';

@customElement('crm-widget-rating')
export class CrmWidgetRating extends CrmWidget<number> {
  #set(event: Event, value: number): void {
    event.stopPropagation();
    this.emit(value);
  }

  protected override render(): TemplateResult {
    const max = numberSetting(this.settings, 'max') ?? 5;
    const value = this.value ?? 0;
    return html`<div class="u-stars" role="radiogroup" id="f-${this.key}" aria-label=${this.label || nothing}
      aria-describedby=${this.describedBy || nothing}>${Array.from(
        { length: max },
        (_, index) => index + 1,
      ).map(
        (
          star,
        ) => html`<label class="u-star-label ${star <= value ? 'u-star-on' : ''}"><input type="radio" name="f-${this.key}-r"
          .checked=${live(star === value)} ?disabled=${this.readOnly} aria-label=${t('widget.stars', { value: star, max })}
          @change=${(event: Event) => this.#set(event, star)}>${icon('star', 'u-icon-l')}</label>`,
      )}${
        value > 0 && !this.required && !this.readOnly
          ? html`<button type="button" class="u-box-btn" aria-label=${t('action.clear')} @click=${() => this.emit(null)}>${icon('x', 'u-icon-s')}</button>`
          : nothing
      }</div>`;
  }
}
