// Short notices at the bottom right, with an undo where there is one, and the page's one polite live region.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../i18n/t.ts';
import { base } from './base.ts';
import { icon } from './icon.ts';

export interface Toast {
  text: string;
  kind?: 'ok' | 'warn' | 'bad';
  /** Offered for six seconds, also by Ctrl+Z. */
  undo?(): void;
  /** Something else to do about it, such as opening what was made. */
  act?: { label: string; run(): void };
}
type Shown = Toast & { id: number };

const SHOWN_FOR = 6000;
const LINGER = 2000;
const bus = new EventTarget();

export function toast(message: Toast): void {
  bus.dispatchEvent(new CustomEvent<Toast>('toast', { detail: message }));
}

/** Says something to screen readers only. */
export function announce(text: string): void {
  bus.dispatchEvent(new CustomEvent<string>('announce', { detail: text }));
}

@customElement('crm-toasts')
export class CrmToasts extends LitElement {
  static override styles = [
    base,
    css`
    :host{position:fixed;right:20px;bottom:20px;z-index:1;pointer-events:none}
    .stack{display:flex;flex-direction:column;gap:8px;align-items:flex-end}
    .toast{pointer-events:auto;display:flex;align-items:center;gap:10px;min-height:40px;padding:6px 8px 6px 14px;border-radius:8px;
      background:var(--fg);color:var(--bg);box-shadow:var(--pop-shadow);max-width:min(420px,calc(100vw - 24px))}
    .toast .u-btn{background:transparent;border-color:transparent;color:inherit;text-decoration:underline}
    .toast .u-btn:hover{background:color-mix(in srgb,var(--bg) 18%,transparent)}
    @media (max-width:760px){:host{right:12px;left:12px;bottom:calc(64px + env(safe-area-inset-bottom))}.stack{align-items:center}}
  `,
  ];
  @state() private toasts: readonly Shown[] = [];
  @state() private said = '';
  #next = 1;

  override connectedCallback(): void {
    super.connectedCallback();
    bus.addEventListener('toast', this.#add);
    bus.addEventListener('announce', this.#say);
    document.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    bus.removeEventListener('toast', this.#add);
    bus.removeEventListener('announce', this.#say);
    document.removeEventListener('keydown', this.#key);
  }

  #add = (event: Event): void => {
    const shown: Shown = { ...(event as CustomEvent<Toast>).detail, id: this.#next++ };
    this.toasts = [...this.toasts.slice(-2), shown];
    this.said = shown.text;
    setTimeout(() => this.#fade(shown.id), SHOWN_FOR);
  };

  #say = (event: Event): void => {
    this.said = (event as CustomEvent<string>).detail;
  };

  /** Gone after a while, but not from under the pointer or the focus. */
  #fade(id: number): void {
    const shown = this.renderRoot.querySelector(`[data-toast="${id}"]`);
    if (shown?.matches(':hover,:focus-within')) setTimeout(() => this.#fade(id), LINGER);
    else this.#drop(id);
  }

  #drop(id: number): void {
    this.toasts = this.toasts.filter((shown) => shown.id !== id);
  }

  #undo(shown: Shown): void {
    this.#drop(shown.id);
    shown.undo?.();
  }

  #act(shown: Shown): void {
    this.#drop(shown.id);
    shown.act?.run();
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    const target = event.composedPath()[0];
    if (target instanceof HTMLElement && target.matches('input,textarea')) return;
    const last = this.toasts.findLast((shown) => shown.undo);
    if (!last) return;
    event.preventDefault();
    this.#undo(last);
  };

  #stack(): TemplateResult {
    return html`<div class="stack" role="region" aria-label=${t('toast.region')}>${repeat(
      this.toasts,
      (shown) => shown.id,
      (shown) =>
        html`<div class="toast" data-toast=${shown.id}>${
          shown.kind === 'bad' || shown.kind === 'warn'
            ? icon(shown.kind === 'bad' ? 'circle-alert' : 'triangle-alert')
            : nothing
        }<span class="u-grow">${shown.text}</span>${
          shown.undo
            ? html`<button type="button" class="u-btn" @click=${() => this.#undo(shown)}>${t('action.undo')}</button>`
            : nothing
        }${
          shown.act
            ? html`<button type="button" class="u-btn" @click=${() => this.#act(shown)}>${shown.act.label}</button>`
            : nothing
        }<button type="button" class="u-btn u-btn-icon" aria-label=${t('action.close')} @click=${() => this.#drop(shown.id)}>${icon('x')}</button></div>`,
    )}</div>`;
  }

  protected override render(): TemplateResult {
    return html`<div class="u-sr" role="status">${this.said}</div>
      ${this.toasts.length > 0 ? this.#stack() : nothing}`;
  }
}
