// A length of time, typed as "90", "1h30", "1小时30分"; shown in words when not edited.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { CrmWidget } from './crm-widget.ts';
import { formatValue } from './format.ts';

const WORDS =
  /^(?:(\d+(?:\.\d+)?)\s*(?:d|days?|天))?\s*(?:(\d+(?:\.\d+)?)\s*(?:h|hours?|小时|时|:))?\s*(?:(\d+)\s*(?:m|min|minutes?|分钟|分)?)?$/i;

/** Minutes of a typed duration; undefined: not one. */
export function readTypedDuration(input: string): number | undefined {
  const text = input.normalize('NFKC').trim();
  const parts = text === '' ? null : WORDS.exec(text);
  if (!parts) return undefined;
  return Math.round(
    Number(parts[1] ?? 0) * 1440 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0),
  );
}

@customElement('crm-widget-duration')
export class CrmWidgetDuration extends CrmWidget<number | string> {
  @state() private typed: string | undefined;

  #commit(): void {
    if (this.typed === undefined) return;
    const text = this.typed.trim();
    this.typed = undefined;
    this.emit(text === '' ? null : (readTypedDuration(text) ?? text));
  }

  protected override render(): TemplateResult {
    const shown =
      typeof this.value === 'number'
        ? formatValue(this.field, this.value, this.source)
        : (this.value ?? '');
    return html`<input class="u-input" id="f-${this.key}" type="text" autocomplete="off" placeholder=${t('widget.durationHint')}
      .value=${live(this.typed ?? shown)} ?readonly=${this.readOnly} aria-label=${this.label || nothing}
      aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @blur=${this.#commit}
      @input=${(event: Event) => {
        this.typed = inputText(event);
      }}
      @change=${(event: Event) => {
        event.stopPropagation();
        this.#commit();
      }}>`;
  }
}
