// Pictures in full over the page: zoom, next and previous, download. Opened with `show(files, at)`.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../i18n/t.ts';
import '../ui/crm-dialog.ts';
import { icon } from '../ui/icon.ts';
import { sty } from '../ui/sty.ts';
import '../ui/rarer-styles.ts';

export interface Picture {
  url: string;
  name: string;
}

const STEP = 1.5;
const MOST = 8;

@customElement('crm-file-preview')
export class CrmFilePreview extends LitElement {
  @property({ attribute: false }) pictures: readonly Picture[] = [];
  @state() private at = -1;
  @state() private scale = 1;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Shows one of the pictures. */
  show(pictures: readonly Picture[], at: number): void {
    this.pictures = pictures;
    this.at = at;
    this.scale = 1;
  }

  #zoom(by: number): void {
    this.scale = Math.min(MOST, Math.max(1, this.scale * by));
  }

  #step(by: number): void {
    this.at = (this.at + by + this.pictures.length) % this.pictures.length;
    this.scale = 1;
  }

  #key(event: KeyboardEvent): void {
    const acts: Record<string, () => void> = {
      ArrowLeft: () => this.#step(-1),
      ArrowRight: () => this.#step(1),
      '+': () => this.#zoom(STEP),
      '=': () => this.#zoom(STEP),
      '-': () => this.#zoom(1 / STEP),
      '0': () => this.#zoom(0),
    };
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #tool(name: string, label: string, run: () => void, disabled = false): TemplateResult {
    return html`<button type="button" class="u-btn u-btn-ghost u-btn-icon" aria-label=${label} title=${label} ?disabled=${disabled} @click=${run}>${icon(name)}</button>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const picture = this.pictures[this.at];
    if (!picture) return nothing;
    const several = this.pictures.length > 1;
    return html`<crm-dialog wide flush .open=${true} dialog-title=${picture.name} @keydown=${this.#key} @dialog-close=${() => {
      this.at = -1;
    }}><span slot="tools" class="u-row">${
      several
        ? html`${this.#tool('chevron-left', t('widget.previous'), () => this.#step(-1))}<span class="u-meta u-num" aria-live="polite">${this.at + 1} / ${this.pictures.length}</span>${this.#tool('chevron-right', t('widget.next'), () => this.#step(1))}`
        : nothing
    }${this.#tool('zoom-out', t('widget.file.zoomOut'), () => this.#zoom(1 / STEP), this.scale <= 1)}${this.#tool('zoom-in', t('widget.file.zoomIn'), () => this.#zoom(STEP), this.scale >= MOST)}<a
      class="u-btn u-btn-ghost u-btn-icon" href="${picture.url}?download" download=${picture.name} aria-label=${t('widget.download', { name: picture.name })}
      title=${t('widget.download', { name: picture.name })}>${icon('download')}</a></span>
      <div class="u-preview" tabindex="0" role="region" aria-label=${picture.name} @dblclick=${() => this.#zoom(this.scale > 1 ? 0 : 2)}><img src=${picture.url} alt=${picture.name}
        ${sty(this.scale > 1 ? { 'max-width': 'none', 'max-height': 'none', width: `${this.scale * 100}%` } : { 'max-width': '100%', 'max-height': '70vh', width: 'auto' })}></div></crm-dialog>`;
  }
}
