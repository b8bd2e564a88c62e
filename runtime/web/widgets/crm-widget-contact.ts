// A phone number, e-mail or web address: tidied when left, a phone shown in groups, with a button that calls, writes or opens.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { fieldType } from '../../../core/fields/registry.ts';
import { locale, say, t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { icon } from '../ui/icon.ts';
import { CrmWidget, numberSetting } from './crm-widget.ts';
import { callAddress, showPhone } from './phone-text.ts';

interface Kind {
  type: 'tel' | 'email' | 'url';
  hint: string;
  icon: string;
  act: 'widget.call' | 'widget.writeMail' | 'widget.openLink';
  address(value: string): string;
}
const KINDS: Readonly<Record<string, Kind>> = {
  phone: { type: 'tel', hint: '', icon: 'phone', act: 'widget.call', address: callAddress },
  email: {
    type: 'email',
    hint: 'name@example.com',
    icon: 'mail',
    act: 'widget.writeMail',
    address: (value) => `mailto:${value}`,
  },
  url: {
    type: 'url',
    hint: 'https://',
    icon: 'external-link',
    act: 'widget.openLink',
    address: (value) => value,
  },
};

@customElement('crm-widget-contact')
export class CrmWidgetContact extends CrmWidget<string> {
  @state() private editing = false;

  get #kind(): Kind {
    return KINDS[this.field.type] ?? (KINDS.url as Kind);
  }

  /** The tidy form of the value; undefined while it is not one. */
  get #tidy(): string | undefined {
    if (this.value === null) return undefined;
    const read = fieldType(this.field.type)?.normalise(this.value, this.field.settings);
    return read && 'value' in read && typeof read.value === 'string' ? read.value : undefined;
  }

  #left(): void {
    this.editing = false;
    const tidy = this.#tidy;
    if (tidy !== undefined && tidy !== this.value) this.emit(tidy);
  }

  #open(tidy: string): TemplateResult | typeof nothing {
    const kind = this.#kind;
    const address = kind.address(tidy);
    if (kind.type === 'url' && !/^https?:\/\//i.test(address)) return nothing;
    const name = t(kind.act, { value: tidy });
    return html`<a class="u-box-btn" href=${address} target=${kind.type === 'url' ? '_blank' : nothing} rel="noopener noreferrer"
      aria-label=${name} title=${name}>${icon(kind.icon, 'u-icon-s')}</a>`;
  }

  protected override render(): TemplateResult {
    const kind = this.#kind;
    const tidy = this.#tidy;
    const isPhone = kind.type === 'tel' && !this.editing && tidy === this.value && tidy;
    const shown = isPhone ? showPhone(isPhone, locale()) : (this.value ?? '');
    return html`<div class="u-box ${this.invalid ? 'u-box-bad' : ''} ${this.readOnly ? 'u-box-off' : ''}"><input class="u-num" id="f-${this.key}"
      type=${kind.type} inputmode=${kind.type} autocomplete="off" spellcheck="false" placeholder=${say(this.field.placeholder as never) || kind.hint}
      .value=${live(shown)} maxlength=${numberSetting(this.settings, 'maxLength') ?? nothing} ?readonly=${this.readOnly}
      aria-label=${this.label || nothing} aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @focus=${() => {
        this.editing = !this.readOnly;
      }} @input=${(event: Event) => this.emit(inputText(event) || null)} @change=${(event: Event) => event.stopPropagation()}
      @blur=${this.#left}>${tidy === undefined ? nothing : this.#open(tidy)}</div>`;
  }
}
