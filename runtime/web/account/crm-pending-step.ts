// What is missing after the password: a code, setting up the second factor, or a new password. Says `pending-done`.
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { request } from '../client.ts';
import { t } from '../i18n/t.ts';
import { AccountElement } from './account-element.ts';
import { codeField } from './code-field.ts';
import './crm-change-password.ts';
import './crm-factor-setup.ts';

export type Pending = 'factor' | 'enrol' | 'password';

@customElement('crm-pending-step')
export class CrmPendingStep extends AccountElement {
  @property() pending: Pending = 'factor';
  @state() private code = '';

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  #done = (): void => {
    this.dispatchEvent(new CustomEvent('pending-done'));
  };

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const body = { code: this.code.trim() };
    if (!this.isFilled(body)) return;
    const path = '/api/auth/factor/verify';
    if (await this.attempt(() => request('POST', path, { body }))) this.#done();
    else this.code = '';
  }

  protected override render(): TemplateResult {
    if (this.pending === 'enrol')
      return html`<crm-factor-setup @factor-on=${this.#done}></crm-factor-setup>`;
    if (this.pending === 'password')
      return html`<section><p class="u-muted">${t('account.pendingPasswordHint')}</p><crm-change-password action=${t('auth.setPassword')}
        @password-changed=${this.#done}></crm-change-password></section>`;
    return html`<form novalidate @submit=${this.#submit}>${this.banner()}${codeField({
      value: this.code,
      error: this.errors.code,
      help: t('account.codeHint'),
      onInput: (value) => {
        this.code = value;
      },
    })}<div>${this.submitButton(t('account.confirm'))}</div></form>`;
  }
}
