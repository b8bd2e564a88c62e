// Setting up the second factor: a QR code for the authenticator app, its first code, and then the recovery codes.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { request } from '../client.ts';
import { t } from '../i18n/t.ts';
import { skeletonLines } from '../ui/states.ts';
import { AccountElement } from './account-element.ts';
import { codeField } from './code-field.ts';
import { qrPicture } from './qr-code.ts';
import { recoveryCodes } from './recovery-codes.ts';

@customElement('crm-factor-setup')
export class CrmFactorSetup extends AccountElement {
  @state() private secret = '';
  @state() private uri = '';
  @state() private code = '';
  @state() private codes: readonly string[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(async () => {
      const body = {};
      const begun = await request<{ secret: string; uri: string }>(
        'POST',
        '/api/auth/factor/begin',
        { body },
      );
      Object.assign(this, begun);
    });
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const body = { code: this.code.trim() };
    if (!this.isFilled(body)) return;
    await this.attempt(async () => {
      const path = '/api/auth/factor/confirm';
      const answer = await request<{ codes: string[]; pending?: string }>('POST', path, { body });
      this.codes = answer.codes;
    });
  }

  #done = (): void => {
    this.dispatchEvent(new CustomEvent('factor-on', { bubbles: true, composed: true }));
  };

  protected override render(): TemplateResult {
    if (this.codes.length > 0)
      return html`<section>${recoveryCodes(this.codes, this.#done)}</section>`;
    if (!this.uri) return html`${this.banner()}${this.busy ? skeletonLines(3) : nothing}`;
    const grouped = this.secret.match(/.{4}/g)?.join(' ') ?? this.secret;
    return html`<section><p>${t('account.factorScan')}</p>${qrPicture(this.uri, t('account.factorPicture'))}
      <div><p class="u-meta">${t('account.factorSecret')}</p><p class="secret">${grouped}</p></div>
      <form novalidate @submit=${this.#submit}>${this.banner()}${codeField({
        value: this.code,
        error: this.errors.code,
        onInput: (value) => {
          this.code = value;
        },
      })}<div>${this.submitButton(t('account.confirm'))}</div></form></section>`;
  }
}
