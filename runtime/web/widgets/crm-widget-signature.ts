// A signature drawn by pointer on a canvas, kept as a PNG data address.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../i18n/t.ts';
import { CrmWidget } from './crm-widget.ts';

@customElement('crm-widget-signature')
export class CrmWidgetSignature extends CrmWidget<string> {
  #drawing = false;

  #context(): CanvasRenderingContext2D | null {
    return this.querySelector('canvas')?.getContext('2d') ?? null;
  }

  #point(event: PointerEvent): [number, number] {
    const canvas = event.target as HTMLCanvasElement;
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * canvas.width) / box.width,
      ((event.clientY - box.top) * canvas.height) / box.height,
    ];
  }

  #down(event: PointerEvent): void {
    const pen = this.#context();
    if (!pen) return;
    (event.target as HTMLElement).setPointerCapture(event.pointerId);
    this.#drawing = true;
    pen.lineWidth = 3;
    pen.lineCap = 'round';
    pen.strokeStyle = '#191d24';
    pen.beginPath();
    pen.moveTo(...this.#point(event));
  }

  #move(event: PointerEvent): void {
    const pen = this.#context();
    if (!this.#drawing || !pen) return;
    pen.lineTo(...this.#point(event));
    pen.stroke();
  }

  #up(): void {
    if (!this.#drawing) return;
    this.#drawing = false;
    const image = this.querySelector('canvas')?.toDataURL('image/png');
    if (image) this.emit(image);
  }

  #clear(): void {
    const pen = this.#context();
    pen?.clearRect(0, 0, pen.canvas.width, pen.canvas.height);
    this.emit(null);
  }

  protected override render(): TemplateResult {
    if (this.value && !this.#drawing)
      return html`<div class="u-sign"><img src=${this.value} alt=${t('widget.signed')}></div>${
        this.readOnly
          ? nothing
          : html`<button type="button" class="u-btn" id="f-${this.key}" @click=${this.#clear}>${t('widget.signClear')}</button>`
      }`;
    if (this.readOnly) return html`<span class="u-muted">–</span>`;
    return html`<canvas class="u-sign" id="f-${this.key}" width="560" height="180" role="img" aria-label="${this.label} ${t('widget.sign')}"
      @pointerdown=${this.#down} @pointermove=${this.#move} @pointerup=${this.#up}></canvas><p class="u-help">${t('widget.sign')}</p>`;
  }
}
