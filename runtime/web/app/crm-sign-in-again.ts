// The session has ended while somebody works: they sign in again over the page, which keeps all that is on it.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { request } from '../client.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-dialog.ts';
import { fieldFrame } from '../ui/field-frame.ts';
import { icon } from '../ui/icon.ts';

const styles = css`form{display:flex;flex-direction:column;gap:12px}`;

@customElement('crm-sign-in-again')
export class CrmSignInAgain extends LitElement {
  static override styles = [base, styles];

  @property() email = '';
  /** True: the same person is signed in again. */
  @property({ attribute: false }) declare answer: (isBack: boolean) => void;
  @state() private problem = '';
  @state() private busy = false;
  readonly preferences = new PreferencesController(this);

  protected override async firstUpdated(): Promise<void> {
    await new Promise(requestAnimationFrame);
    this.renderRoot.querySelector<HTMLElement>('#f-password')?.focus();
  }

  // Keys pressed here are not the page's.
  #key = (event: KeyboardEvent): void => event.stopPropagation();

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const password = this.renderRoot.querySelector<HTMLInputElement>('#f-password')?.value ?? '';
    if (this.busy) return;
    if (!password) {
      this.problem = t('auth.required');
      return;
    }
    this.busy = true;
    try {
      const body = { email: this.email, password };
      const path = '/api/auth/sign-in/email';
      const answer = await request<{ pending?: string }>('POST', path, { body });
      // A second factor is asked for on the sign-in page.
      this.answer(!answer.pending);
    } catch (cause) {
      this.problem = cause instanceof Error ? cause.message : t('error.unexpected');
    } finally {
      this.busy = false;
    }
  }

  protected override render(): TemplateResult {
    const control = html`<input class="u-input" id="f-password" type="password" autocomplete="current-password" aria-required="true"
      aria-invalid=${this.problem ? 'true' : nothing} aria-describedby=${this.problem ? 'f-password-e' : nothing}>`;
    const frame = { key: 'password', label: t('auth.password'), control };
    return html`<crm-dialog open dialog-title=${t('expired.title')} @dialog-close=${() => this.answer(false)} @keydown=${this.#key}><form novalidate
      @submit=${this.#submit}><p>${t('expired.text')}</p><p class="u-row">${icon('circle-user', 'u-muted')}<span class="u-strong">${this.email}</span></p>
      <input type="hidden" autocomplete="username" .value=${this.email}>${fieldFrame(this.problem ? { ...frame, error: this.problem } : frame)}
      <button class="u-btn u-btn-m u-btn-primary u-btn-block ${this.busy ? 'u-btn-busy' : ''}">${t('expired.continue')}</button></form>
      <div slot="foot" class="u-dialog-foot"><button type="button" class="u-btn u-btn-ghost" @click=${() => this.answer(false)}>${t('expired.other')}</button></div></crm-dialog>`;
  }
}

/** Asks for the password of an account; false: somebody else wants to sign in. */
export function askToSignIn(email: string): Promise<boolean> {
  const dialog = document.createElement('crm-sign-in-again') as CrmSignInAgain;
  dialog.email = email;
  return new Promise((resolve) => {
    dialog.answer = (isBack) => {
      dialog.remove();
      resolve(isBack);
    };
    document.body.append(dialog);
  });
}
