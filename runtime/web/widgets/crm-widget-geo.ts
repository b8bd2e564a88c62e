// A place on the earth: coordinates typed or pasted, where the reader stands, and a link to a map.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { locale, t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { CrmWidget } from './crm-widget.ts';
import { mapAddress, type Place, readPlace } from './geo-text.ts';

const PLACES = 6;

@customElement('crm-widget-geo')
export class CrmWidgetGeo extends CrmWidget<Place | string> {
  @state() private typed: string | undefined;
  @state() private locating = false;

  get #place(): Place | undefined {
    return this.value !== null && typeof this.value === 'object' ? this.value : undefined;
  }

  get #shown(): string {
    if (this.typed !== undefined) return this.typed;
    const place = this.#place;
    return place ? `${place.lat}, ${place.lng}` : String(this.value ?? '');
  }

  /** A text that is no place is told as it is, so that the form can say what is wrong. */
  #commit(): void {
    const text = this.typed?.trim();
    this.typed = undefined;
    if (text !== undefined) this.emit(text === '' ? null : (readPlace(text) ?? text));
  }

  #locate(): void {
    this.locating = true;
    const done = (place?: GeolocationPosition) => {
      this.locating = false;
      if (!place) {
        toast({ text: t('widget.positionFailed'), kind: 'bad' });
        return;
      }
      const { latitude, longitude } = place.coords;
      this.typed = undefined;
      this.emit({ lat: Number(latitude.toFixed(PLACES)), lng: Number(longitude.toFixed(PLACES)) });
    };
    navigator.geolocation.getCurrentPosition(done, () => done(), {
      enableHighAccuracy: true,
      timeout: 10_000,
    });
  }

  protected override render(): TemplateResult {
    const place = this.#place;
    const name = t('widget.myPosition');
    const here = html`<button type="button" class="u-box-btn ${this.locating ? 'u-busy' : ''}" aria-label=${name} title=${name} ?disabled=${this.locating}
      @click=${this.#locate}>${icon(this.locating ? 'loader-circle' : 'locate-fixed')}</button>`;
    const map = place
      ? html`<a class="u-box-btn" href=${mapAddress(place, locale() === 'zh-CN')} target="_blank" rel="noopener noreferrer"
          aria-label=${t('widget.openMap')} title=${t('widget.openMap')}>${icon('map', 'u-icon-s')}</a>`
      : nothing;
    return html`<div class="u-box ${this.invalid ? 'u-box-bad' : ''} ${this.readOnly ? 'u-box-off' : ''}"><input class="u-num" id="f-${this.key}"
      type="text" autocomplete="off" spellcheck="false" placeholder=${t('widget.geoHint')} .value=${live(this.#shown)} ?readonly=${this.readOnly}
      aria-label=${this.label || nothing} aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @blur=${this.#commit} @input=${(
        event: Event,
      ) => {
        this.typed = inputText(event);
        const read = readPlace(this.typed);
        if (read) this.emit(read);
      }} @change=${(event: Event) => event.stopPropagation()}>${map}${this.readOnly ? nothing : here}</div>`;
  }
}
