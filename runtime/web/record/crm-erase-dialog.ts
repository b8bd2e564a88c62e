// Asks for a reason and the name of the record before the personal data of a record is erased for good.
import { html, render, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { AccountElement } from '../account/account-element.ts';
import { request } from '../client.ts';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import '../ui/crm-dialog.ts';

@customElement('crm-erase-dialog')
export class CrmEraseDialog extends AccountElement {
  @property() path = '';
  @property() name = '';
  #reason = '';
  #typed = '';

  #end(isErased: boolean): void {
    this.dispatchEvent(new CustomEvent('erase-end', { detail: isErased }));
  }

  async #erase(event: Event): Promise<void> {
    event.preventDefault();
    const body = { reason: this.#reason, name: this.#typed };
    if (await this.attempt(() => request('POST', `${this.path}/erase`, { body }))) this.#end(true);
  }

  #input(id: string, label: string, take: (text: string) => void): TemplateResult {
    return html`<label class="u-label" for=${id}>${label}</label><input class="u-input" id=${id} required autocomplete="off" @input=${(event: Event) => take(inputText(event))}>`;
  }

  protected override render(): TemplateResult {
    const title = t('personal.title', { name: this.name });
    return html`<crm-dialog open dialog-title=${title} @dialog-close=${() => this.#end(false)}><p>${t('personal.text')}</p>${this.banner()}
      <form id="erase" @submit=${(event: Event) => void this.#erase(event)}>${this.#input(
        'erase-reason',
        t('personal.reason'),
        (text) => {
          this.#reason = text;
        },
      )}${this.#input('erase-name', t('personal.name', { name: this.name }), (text) => {
        this.#typed = text;
      })}<div class="acts"><button type="button" class="u-btn" @click=${() => this.#end(false)}>${t('action.cancel')}</button><button
        class="u-btn u-btn-danger ${this.busy ? 'u-btn-busy' : ''}">${t('personal.do')}</button></div></form></crm-dialog>`;
  }
}

/** Asks and erases. @returns whether it was done */
export function askErase(path: string, name: string): Promise<boolean> {
  const host = document.createElement('div');
  document.body.append(host);
  return new Promise((resolve) => {
    const end = (event: CustomEvent<boolean>) => {
      render(html``, host);
      host.remove();
      resolve(event.detail);
    };
    render(
      html`<crm-erase-dialog .path=${path} .name=${name} @erase-end=${end}></crm-erase-dialog>`,
      host,
    );
  });
}
