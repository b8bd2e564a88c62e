// A moment, edited as date and time of day in the reader's time zone; "明天 15:00" typed as a date sets both.
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { momentOfWall, wallClock } from '../../../core/rules/zones.ts';
import { t } from '../i18n/t.ts';
import './crm-date-input.ts';
import './crm-time-input.ts';
import { CrmWidget } from './crm-widget.ts';
import { readTypedDate, readTypedTime } from './date-text.ts';

const USUAL_TIME = '09:00';

@customElement('crm-widget-datetime')
export class CrmWidgetDatetime extends CrmWidget<string> {
  get #wall(): string {
    return (this.value && wallClock(this.value, this.source.timeZone)) || '';
  }

  #set(date: string, time: string): void {
    if (!date) this.emit(null);
    else this.emit(momentOfWall(`${date}T${time}:00.000Z`, this.source.timeZone) ?? date);
  }

  #dated(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    this.#set(event.detail.value, this.#wall.slice(11, 16) || USUAL_TIME);
  }

  #timed(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    const date = this.#wall.slice(0, 10);
    const time = readTypedTime(event.detail.value);
    if (time) this.#set(date || this.source.today(), time);
    else if (date && event.detail.value === '') this.#set(date, '00:00');
    this.requestUpdate();
  }

  /** A date with a time behind it. */
  #readBoth = (typed: string): boolean => {
    const parts = /^(.+?)[\sT]+(\S+)$/.exec(typed.trim());
    const date = readTypedDate(parts?.[1] ?? '', this.source.today());
    const time = readTypedTime(parts?.[2] ?? '');
    if (!date || !time) return false;
    this.#set(date, time);
    return true;
  };

  protected override render(): TemplateResult {
    const wall = this.#wall;
    const date = wall ? wall.slice(0, 10) : (this.value ?? '');
    return html`<div class="u-pair"><crm-date-input class="u-grow" .key=${this.key} .label=${this.label} .value=${date}
      .today=${this.source.today()} .describedBy=${this.describedBy} .invalid=${this.invalid} .required=${this.required}
      .readOnly=${this.readOnly} .readMore=${this.#readBoth} @value-change=${this.#dated}></crm-date-input>
      <crm-time-input class="u-time" .key=${`${this.key}-t`} .label="${this.label} ${t('widget.time')}" .value=${wall.slice(11, 16)}
      .invalid=${this.invalid} .readOnly=${this.readOnly} @value-change=${this.#timed}></crm-time-input></div>`;
  }
}
