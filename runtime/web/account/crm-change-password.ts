// Changing one's own password: the present one, the new one with its strength.
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { request } from '../client.ts';
import { t } from '../i18n/t.ts';
import { AccountElement } from './account-element.ts';
import { passwordField } from './password-field.ts';
import { shortestPassword } from './shortest-password.ts';

@customElement('crm-change-password')
export class CrmChangePassword extends AccountElement {
  /** Words of the button. */
  @property() action = '';
  @state() private current = '';
  @state() private password = '';
  @state() private minLength = 8;
  protected override fieldNames = ['current', 'password'];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#loadPolicy();
  }

  async #loadPolicy(): Promise<void> {
    this.minLength = await shortestPassword();
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const body = { current: this.current, password: this.password };
    if (!this.isFilled(body)) return;
    if (!(await this.attempt(() => request('POST', '/api/auth/password', { body })))) return;
    this.current = '';
    this.password = '';
    this.shown = false;
    this.dispatchEvent(new CustomEvent('password-changed'));
  }

  protected override render(): TemplateResult {
    const { shown, toggleShown: onToggle } = this;
    const current = passwordField({
      key: 'current',
      label: t('account.current'),
      value: this.current,
      error: this.errors.current,
      shown,
      onToggle,
      onInput: (value) => {
        this.current = value;
      },
    });
    const next = passwordField({
      key: 'password',
      label: t('auth.newPassword'),
      value: this.password,
      error: this.errors.password,
      shown,
      minLength: this.minLength,
      onToggle,
      onInput: (value) => {
        this.password = value;
      },
    });
    return html`<form novalidate @submit=${this.#submit}>${this.banner()}${current}${next}<div>${this.submitButton(
      this.action || t('account.changePassword'),
    )}</div></form>`;
  }
}
