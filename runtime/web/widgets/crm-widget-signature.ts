// A signature: drawn by pointer stroke by stroke, or a name written out; kept as a PNG data address.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { icon } from '../ui/icon.ts';
import { CrmWidget } from './crm-widget.ts';
import '../ui/rarer-styles.ts';

type Point = readonly [number, number];
const WIDTH = 560;
const HEIGHT = 180;
const INK = '#191d24';
const NAME_FONT = '64px "Segoe Script","Bradley Hand",STXingkai,KaiTi,"Kaiti SC",cursive';

@customElement('crm-widget-signature')
export class CrmWidgetSignature extends CrmWidget<string> {
  @state() private strokes: readonly (readonly Point[])[] = [];
  @state() private written = '';
  /** The pad is open although something is signed already. */
  @state() private signing = false;
  #stroke: Point[] | undefined;
  #own: string | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    // A value from elsewhere takes the place of what is on the pad.
    if (!changed.has('value') || this.value === this.#own) return;
    this.#own = this.value;
    this.strokes = [];
    this.written = '';
    this.signing = false;
  }

  protected override updated(): void {
    this.#paint();
  }

  #paint(): void {
    const pen = this.querySelector('canvas')?.getContext('2d');
    if (!pen) return;
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.lineWidth = 3;
    pen.lineCap = 'round';
    pen.lineJoin = 'round';
    pen.strokeStyle = INK;
    pen.fillStyle = INK;
    for (const stroke of this.#stroke ? [...this.strokes, this.#stroke] : this.strokes)
      this.#line(pen, stroke);
    if (!this.written) return;
    pen.font = NAME_FONT;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(this.written, WIDTH / 2, HEIGHT / 2, WIDTH - 40);
  }

  #line(pen: CanvasRenderingContext2D, points: readonly Point[]): void {
    const [first, ...rest] = points;
    if (!first) return;
    pen.beginPath();
    pen.moveTo(...first);
    // A tap is a dot.
    if (rest.length === 0) pen.lineTo(first[0] + 0.1, first[1]);
    for (const point of rest) pen.lineTo(...point);
    pen.stroke();
  }

  #point(event: PointerEvent): Point {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return [
      ((event.clientX - box.left) * WIDTH) / box.width,
      ((event.clientY - box.top) * HEIGHT) / box.height,
    ];
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.written = '';
    this.#stroke = [this.#point(event)];
    this.#paint();
  }

  #move(event: PointerEvent): void {
    if (!this.#stroke) return;
    this.#stroke.push(this.#point(event));
    this.#paint();
  }

  #up(): void {
    if (!this.#stroke) return;
    this.strokes = [...this.strokes, this.#stroke];
    this.#stroke = undefined;
    this.#tell();
  }

  /** What is on the pad becomes the value; an empty pad is none. */
  #tell(): void {
    this.#paint();
    const isBlank = this.strokes.length === 0 && this.written.trim() === '';
    const image = isBlank ? null : (this.querySelector('canvas')?.toDataURL('image/png') ?? null);
    this.signing = true;
    this.#own = image;
    this.emit(image);
  }

  #undo(): void {
    this.strokes = this.strokes.slice(0, -1);
    this.#tell();
  }

  #clear(): void {
    this.strokes = [];
    this.written = '';
    this.#tell();
    void this.updateComplete.then(() => this.querySelector('input')?.focus());
  }

  #wrote(event: Event): void {
    this.written = inputText(event);
    this.strokes = [];
    this.#tell();
  }

  #pad(): TemplateResult {
    const isBlank = this.strokes.length === 0 && this.written === '';
    return html`<canvas class="u-sign" width=${WIDTH} height=${HEIGHT} role="img" aria-label="${this.label} ${t('widget.sign')}"
      @pointerdown=${this.#down} @pointermove=${this.#move} @pointerup=${this.#up} @pointercancel=${this.#up}></canvas>
      <div class="u-row u-wrap"><input class="u-input u-sign-name" id="f-${this.key}" type="text" maxlength="40" autocomplete="off" placeholder=${t('widget.signWrite')}
      aria-label="${this.label} ${t('widget.signWrite')}" aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} .value=${live(this.written)} @input=${this.#wrote} @change=${(event: Event) => event.stopPropagation()}><button
      type="button" class="u-btn" ?disabled=${this.strokes.length === 0} @click=${this.#undo}>${icon('undo-2', 'u-icon-s')}${t('widget.signUndo')}</button><button
      type="button" class="u-btn" ?disabled=${isBlank} @click=${this.#clear}>${icon('eraser', 'u-icon-s')}${t('action.clear')}</button></div>`;
  }

  protected override render(): TemplateResult {
    if (this.readOnly && !this.value) return html`<span class="u-muted">–</span>`;
    if (this.readOnly || (this.value && !this.signing))
      return html`<div class="u-sign"><img src=${this.value ?? ''} alt=${t('widget.signed')}></div>${
        this.readOnly
          ? nothing
          : html`<button type="button" class="u-btn" id="f-${this.key}" @click=${this.#clear}>${t('widget.signClear')}</button>`
      }`;
    return html`<div class="u-stack">${this.#pad()}</div>`;
  }
}
