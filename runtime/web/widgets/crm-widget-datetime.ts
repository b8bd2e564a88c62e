// A moment, edited as date and time of day in the reader's time zone.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { momentOfWall, wallClock } from '../../../core/rules/zones.ts';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import './crm-date-input.ts';
import { CrmWidget } from './crm-widget.ts';
import { readTypedTime } from './date-text.ts';

@customElement('crm-widget-datetime')
export class CrmWidgetDatetime extends CrmWidget<string> {
  @state() private typedTime: string | undefined;

  get #wall(): string {
    return (this.value && wallClock(this.value, this.source.timeZone)) || '';
  }

  #set(date: string, time: string): void {
    if (!date) this.emit(null);
    else this.emit(momentOfWall(`${date}T${time}:00.000Z`, this.source.timeZone) ?? date);
  }

  #dated(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    this.#set(event.detail.value, this.#wall.slice(11, 16) || '09:00');
  }

  #timed(): void {
    if (this.typedTime === undefined) return;
    const time = readTypedTime(this.typedTime);
    this.typedTime = undefined;
    if (time) this.#set(this.#wall.slice(0, 10) || this.source.today(), time);
  }

  protected override render(): TemplateResult {
    const wall = this.#wall;
    const date = wall ? wall.slice(0, 10) : (this.value ?? '');
    return html`<div class="u-pair"><crm-date-input class="u-grow" .key=${this.key} .label=${this.label} .value=${date}
      .today=${this.source.today()} .describedBy=${this.describedBy} .invalid=${this.invalid} .required=${this.required}
      .readOnly=${this.readOnly} @value-change=${this.#dated}></crm-date-input>
      <input class="u-input u-num u-time" type="text" inputmode="numeric" autocomplete="off" aria-label=${t('widget.time')}
      placeholder=${t('widget.timePlaceholder')} .value=${live(this.typedTime ?? wall.slice(11, 16))} ?readonly=${this.readOnly}
      aria-invalid=${this.invalid ? 'true' : nothing} @blur=${this.#timed}
      @input=${(event: Event) => {
        this.typedTime = inputText(event);
      }}
      @change=${(event: Event) => {
        event.stopPropagation();
        this.#timed();
      }}></div>`;
  }
}
