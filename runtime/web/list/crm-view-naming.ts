// Asks for the name of a view. Tells `view-named` with it, and `dialog-close`.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-dialog.ts';

@customElement('crm-view-naming')
export class CrmViewNaming extends LitElement {
  static override styles = [base];

  @property({ type: Boolean }) open = false;
  @property() heading = '';
  /** What the name begins as. */
  @property() name = '';
  @property({ type: Boolean }) busy = false;

  protected override updated(changed: PropertyValues): void {
    if (changed.has('open') && this.open) this.renderRoot.querySelector('input')?.select();
  }

  #close = (): void => {
    this.dispatchEvent(new CustomEvent('dialog-close'));
  };

  #submit = (event: Event): void => {
    event.preventDefault();
    const name = this.renderRoot.querySelector('input')?.value.trim();
    if (name) this.dispatchEvent(new CustomEvent<string>('view-named', { detail: name }));
  };

  protected override render(): TemplateResult {
    return html`<crm-dialog ?open=${this.open} dialog-title=${this.heading} @dialog-close=${this.#close}>${this.open ? this.#form() : nothing}</crm-dialog>`;
  }

  #form(): TemplateResult {
    return html`<form id="naming" @submit=${this.#submit}><label class="u-label"
      for="view-name">${t('view.name')}</label><input class="u-input" id="view-name" maxlength="60" required autocomplete="off" .value=${this.name}></form>
      <div slot="foot" class="u-dialog-foot"><button type="button" class="u-btn" @click=${this.#close}>${t('action.cancel')}</button><button type="submit" form="naming"
      class="u-btn u-btn-primary" ?disabled=${this.busy}>${t('action.save')}</button></div>`;
  }
}
