// A modal dialog or, with `drawer`, a panel at the right edge. Content stands in the default slot, buttons in `foot`.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { t } from '../i18n/t.ts';
import { base } from './base.ts';
import { icon } from './icon.ts';

@customElement('crm-dialog')
export class CrmDialog extends LitElement {
  static override styles = [base, css`:host{display:contents}slot[name=foot]{display:contents}`];

  @property({ type: Boolean }) open = false;
  @property({ type: Boolean }) drawer = false;
  /** Room for two columns. */
  @property({ type: Boolean }) wide = false;
  @property({ type: Boolean }) bare = false;
  /** The content reaches the edges. */
  @property({ type: Boolean }) flush = false;
  @property({ attribute: 'dialog-title' }) dialogTitle = '';
  @query('dialog') private readonly dialog?: HTMLDialogElement;
  #returnTo: HTMLElement | undefined;

  protected override updated(): void {
    const { dialog } = this;
    if (!dialog || dialog.open === this.open) return;
    if (this.open) {
      this.#returnTo = deepActive();
      dialog.showModal();
    } else {
      dialog.close();
      this.#returnTo?.focus();
    }
  }

  #close = (): void => {
    this.open = false;
    this.dispatchEvent(new CustomEvent('dialog-close'));
  };

  #cancel(event: Event): void {
    event.preventDefault();
    this.#close();
  }

  #press(event: MouseEvent): void {
    if (event.target === this.dialog) this.#close();
  }

  protected override render(): TemplateResult {
    if (!this.open && !this.dialog?.open) return html`<dialog class="u-dialog"></dialog>`;
    const head = html`<div class="u-dialog-head"><h2 id="title">${this.dialogTitle}</h2>
      <slot name="tools"></slot>
      <button type="button" class="u-btn u-btn-ghost u-btn-icon" aria-label=${t('action.close')} @click=${this.#close}>${icon('x')}</button></div>`;
    return html`<dialog class="u-dialog ${this.drawer ? 'u-drawer' : ''} ${this.wide ? 'u-dialog-wide' : ''}" aria-label=${this.dialogTitle}
      @cancel=${this.#cancel} @mousedown=${this.#press}>
      ${this.bare ? nothing : head}
      <div class=${this.bare ? '' : this.flush ? 'u-dialog-flush' : 'u-dialog-body'}><slot></slot></div>
      <slot name="foot"></slot></dialog>`;
  }
}

/** The focused element, through shadow roots. */
export function deepActive(): HTMLElement | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement ? active : undefined;
}
