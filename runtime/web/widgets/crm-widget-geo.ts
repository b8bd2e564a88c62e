// Latitude and longitude, or where the reader stands.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { CrmWidget } from './crm-widget.ts';

type Part = 'lat' | 'lng';
type Place = { lat: number; lng: number };

@customElement('crm-widget-geo')
export class CrmWidgetGeo extends CrmWidget<Place> {
  /** Half a place while only one number is typed. */
  @state() private draft: Partial<Record<Part, string>> = {};

  #typed(part: Part, event: Event): void {
    this.draft = { ...this.draft, [part]: inputText(event) };
    const lat = this.#text('lat');
    const lng = this.#text('lng');
    if (lat === '' && lng === '') this.emit(null);
    else if (lat !== '' && lng !== '') this.emit({ lat: Number(lat), lng: Number(lng) });
  }

  #text(part: Part): string {
    return this.draft[part] ?? String(this.value?.[part] ?? '');
  }

  #locate(): void {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.draft = {};
        this.emit({
          lat: Number(coords.latitude.toFixed(6)),
          lng: Number(coords.longitude.toFixed(6)),
        });
      },
      () => toast({ text: t('widget.positionFailed'), kind: 'bad' }),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  }

  #input(part: Part): TemplateResult {
    const name = t(part === 'lat' ? 'widget.lat' : 'widget.lng');
    return html`<input class="u-input u-num" id=${part === 'lat' ? `f-${this.key}` : nothing} type="text" inputmode="decimal" autocomplete="off"
      placeholder=${name} aria-label="${this.label} ${name}" .value=${live(this.#text(part))} ?readonly=${this.readOnly}
      aria-invalid=${this.invalid ? 'true' : nothing} aria-describedby=${this.describedBy || nothing}
      @input=${(event: Event) => this.#typed(part, event)} @change=${(event: Event) => event.stopPropagation()}>`;
  }

  protected override render(): TemplateResult {
    return html`<div class="u-pair">${this.#input('lat')}${this.#input('lng')}${
      this.readOnly
        ? nothing
        : html`<button type="button" class="u-btn u-btn-m u-btn-icon" aria-label=${t('widget.myPosition')} title=${t('widget.myPosition')}
          @click=${this.#locate}>${icon('locate-fixed')}</button>`
    }</div>`;
  }
}
