// Rich text as Markdown: write and preview.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../i18n/t.ts';
import { inputText, segmented } from '../ui/choices.ts';
import { CrmWidget } from './crm-widget.ts';
import { markdown } from './markdown.ts';

@customElement('crm-widget-markdown')
export class CrmWidgetMarkdown extends CrmWidget<string> {
  @state() private mode: 'write' | 'preview' = 'write';

  #area(): TemplateResult {
    return html`<textarea class="u-input" id="f-${this.key}" rows="6" .value=${live(this.value ?? '')} ?readonly=${this.readOnly}
      aria-label=${this.label || nothing} aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @input=${(event: Event) => this.emit(inputText(event) || null)}
      @change=${(event: Event) => event.stopPropagation()}></textarea>`;
  }

  protected override render(): TemplateResult {
    if (this.readOnly) return html`<div class="u-ro">${markdown(this.value ?? '')}</div>`;
    const bar = segmented({
      name: `f-${this.key}-mode`,
      value: this.mode,
      label: this.label,
      choices: [
        { value: 'write', label: t('widget.write') },
        { value: 'preview', label: t('widget.preview') },
      ],
      onChange: (mode: 'write' | 'preview') => {
        this.mode = mode;
      },
    });
    return html`<div class="u-stack">${bar}${
      this.mode === 'write'
        ? this.#area()
        : html`<div class="u-ro">${markdown(this.value ?? '')}</div>`
    }</div>`;
  }
}
