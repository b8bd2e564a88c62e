// A colour: its code, a palette to choose from, and the browser's own picker for all others.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { fieldType } from '../../../core/fields/registry.ts';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { PopoverController } from '../ui/popover-controller.ts';
import { sty } from '../ui/sty.ts';
import { CrmWidget } from './crm-widget.ts';
import '../ui/rarer-styles.ts';

/** Eight tones, light to dark. */
const PALETTE: readonly string[] = `#c3ccea #a5d8ff #b2f2bb #ffec99 #ffd8a8 #ffc9c9 #eebefa #ced4da
   #3d63dd #12a594 #2f9e44 #e09b00 #e8590c #e5544b #8e5bc8 #5b6573
   #2f55d4 #0b6159 #14663a #774b00 #a3400b #a12229 #5d3796 #191d24`.split(/\s+/);
const COLUMNS = 8;

@customElement('crm-widget-colour')
export class CrmWidgetColour extends CrmWidget<string> {
  @state() private active = 0;

  readonly #popover = new PopoverController(this, {
    anchor: () => this.querySelector<HTMLElement>('.u-box'),
    panel: () => this.querySelector<HTMLElement>('.u-pop'),
  });

  get #shown(): string {
    return /^#[0-9a-f]{6}$/.test(this.value ?? '') ? (this.value ?? '') : '';
  }

  async #open(): Promise<void> {
    if (this.#popover.isOpen) {
      this.#popover.close();
      return;
    }
    this.active = Math.max(0, PALETTE.indexOf(this.#shown));
    this.#popover.open();
    await this.updateComplete;
    this.#focus();
  }

  #focus(): void {
    this.querySelector<HTMLElement>('.u-swatch[tabindex="0"]')?.focus();
  }

  #close(): void {
    this.#popover.close();
    this.querySelector<HTMLElement>('.u-box input')?.focus();
  }

  #pick(colour: string): void {
    this.emit(colour);
    this.#close();
  }

  #key(event: KeyboardEvent): void {
    const moves: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -COLUMNS,
      ArrowDown: COLUMNS,
    };
    const by = moves[event.key];
    const isSwatch = (event.target as Element).matches('.u-swatch');
    if (event.key !== 'Escape' && (by === undefined || !isSwatch)) return;
    event.preventDefault();
    event.stopPropagation();
    if (by === undefined) this.#close();
    else {
      this.active = (this.active + by + PALETTE.length) % PALETTE.length;
      void this.updateComplete.then(() => this.#focus());
    }
  }

  #left(): void {
    if (this.value === null) return;
    const read = fieldType('colour')?.normalise(
      this.value.startsWith('#') ? this.value : `#${this.value}`,
      {},
    );
    if (read && 'value' in read && typeof read.value === 'string' && read.value !== this.value)
      this.emit(read.value);
  }

  #panel(): TemplateResult {
    const shown = this.#shown;
    return html`<div class="u-pop u-pop-palette" popover="manual" role="dialog" aria-label="${this.label} ${t('widget.colour')}" @keydown=${this.#key}><div
      class="u-palette" role="group" aria-label=${t('widget.palette')}>${PALETTE.map(
        (colour, index) =>
          html`<button type="button" class="u-swatch" aria-label=${colour} aria-pressed=${colour === shown} tabindex=${index === this.active ? 0 : -1}
          ${sty({ background: colour })} @click=${() => this.#pick(colour)}></button>`,
      )}</div><label class="u-row u-opt">${t('widget.moreColours')}<span class="u-grow"></span><input type="color" class="u-colour" .value=${live(shown || '#2f55d4')}
      @input=${(event: Event) => this.emit(inputText(event))} @change=${(event: Event) => event.stopPropagation()}></label></div>`;
  }

  protected override render(): TemplateResult {
    const open = this.#popover.isOpen;
    const shown = this.#shown;
    return html`<div class="u-box ${this.invalid ? 'u-box-bad' : ''} ${this.readOnly ? 'u-box-off' : ''}"><button type="button"
      class="u-swatch ${shown ? '' : 'u-swatch-none'}" aria-label="${this.label} ${t('widget.palette')}" aria-haspopup="dialog" aria-expanded=${open}
      ?disabled=${this.readOnly} ${sty({ background: shown || undefined })} @click=${this.#open}></button><input class="u-num" id="f-${this.key}" type="text"
      placeholder="#2f55d4" maxlength="7" autocomplete="off" spellcheck="false" .value=${live(this.value ?? '')} ?readonly=${this.readOnly}
      aria-label=${this.label || nothing} aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @blur=${this.#left} @input=${(event: Event) => this.emit(inputText(event).toLowerCase() || null)}
      @change=${(event: Event) => event.stopPropagation()}></div>${open ? this.#panel() : nothing}`;
  }
}
