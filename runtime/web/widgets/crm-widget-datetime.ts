// A moment, edited as date and time of day in the reader's time zone; "明天 15:00" typed as a date sets both.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { addUnits } from '../../../core/rules/dates.ts';
import { momentOfWall, wallClock } from '../../../core/rules/zones.ts';
import { t } from '../i18n/t.ts';
import './crm-date-input.ts';
import './crm-time-input.ts';
import { CrmWidget, listSetting, textSetting } from './crm-widget.ts';
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

  /** This many days after the field the spans begin at, or after now; 0: that moment itself. */
  #span(days: number): void {
    const from = this.record[textSetting(this.settings, 'spansFrom')];
    const start = typeof from === 'string' ? from : this.source.now();
    const wall = wallClock(start, this.source.timeZone);
    const date = wall && addUnits(wall.slice(0, 10), days, 'day');
    if (wall && date) this.#set(date, wall.slice(11, 16));
  }

  #spans(): TemplateResult | typeof nothing {
    const spans = listSetting(this.settings, 'spans').map(Number);
    if (spans.length === 0 || this.readOnly) return nothing;
    const label = (days: number) => (days === 0 ? t('widget.now') : t('widget.days', { days }));
    return html`<div class="u-row u-wrap u-spans" role="group" aria-label=${t('widget.spans', { field: this.label })}>${spans.map(
      (days) =>
        html`<button type="button" class="u-btn" @click=${() => this.#span(days)}>${label(days)}</button>`,
    )}</div>`;
  }

  protected override render(): TemplateResult {
    const wall = this.#wall;
    const date = wall ? wall.slice(0, 10) : (this.value ?? '');
    return html`<div class="u-pair"><crm-date-input class="u-grow" .key=${this.key} .label=${this.label} .value=${date}
      .today=${this.source.today()} .describedBy=${this.describedBy} .invalid=${this.invalid} .required=${this.required}
      .readOnly=${this.readOnly} .readMore=${this.#readBoth} @value-change=${this.#dated}></crm-date-input>
      <crm-time-input class="u-time" .key=${`${this.key}-t`} .label="${this.label} ${t('widget.time')}" .value=${wall.slice(11, 16)}
      .invalid=${this.invalid} .readOnly=${this.readOnly} @value-change=${this.#timed}></crm-time-input></div>${this.#spans()}`;
  }
}
