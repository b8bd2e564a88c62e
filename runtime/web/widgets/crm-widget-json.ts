// Any JSON, checked while it is typed: the place of a fault is named, and a button lays it out.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Json } from '../../../core/fields/field-type.ts';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { icon } from '../ui/icon.ts';
import { CrmWidget } from './crm-widget.ts';
import { jsonFault } from './json-fault.ts';
import '../ui/rarer-styles.ts';

@customElement('crm-widget-json')
export class CrmWidgetJson extends CrmWidget<Json> {
  @state() private text: string | undefined;
  @state() private fault = '';

  #typed(event: Event): void {
    this.text = inputText(event);
    this.fault = '';
    if (this.text.trim() === '') {
      this.emit(null);
      return;
    }
    const fault = jsonFault(this.text);
    if (!fault) this.emit(JSON.parse(this.text) as Json);
    else this.fault = t('widget.jsonBad', { ...fault });
  }

  #layOut(): void {
    if (this.fault) this.querySelector('textarea')?.focus();
    else this.text = undefined;
  }

  protected override render(): TemplateResult {
    const shown = this.text ?? (this.value === null ? '' : JSON.stringify(this.value, null, 2));
    const described = [this.fault ? `f-${this.key}-fault` : '', this.describedBy].filter(Boolean);
    return html`<textarea class="u-input u-mono" id="f-${this.key}" rows="5" spellcheck="false" .value=${live(shown)} ?readonly=${this.readOnly}
      aria-label=${this.label || nothing} aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid || this.fault ? 'true' : nothing}
      aria-describedby=${described.join(' ') || nothing} @input=${this.#typed} @change=${(event: Event) => event.stopPropagation()}
      @blur=${() => {
        if (!this.fault) this.text = undefined;
      }}></textarea>${
        this.readOnly
          ? nothing
          : html`<div class="u-row u-json-foot"><p class="u-error u-grow" id="f-${this.key}-fault" role="status">${this.fault}</p><button type="button"
            class="u-btn u-btn-ghost" ?disabled=${this.fault !== '' || shown === ''} @click=${this.#layOut}>${icon('align-left', 'u-icon-s')}${t('widget.jsonFormat')}</button></div>`
      }`;
  }
}
