// Everything about one's own sign-in on one page: password, second factor, devices, keys, log.
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { accountStyles } from './account-styles.ts';
import './crm-api-keys.ts';
import './crm-change-password.ts';
import './crm-second-factor.ts';
import type { CrmSessions } from './crm-sessions.ts';
import './crm-sessions.ts';

const styles = css`:host{display:flex;flex-direction:column;gap:28px}`;

@customElement('crm-own-security')
export class CrmOwnSecurity extends LitElement {
  static override styles = [base, accountStyles, styles];
  @query('crm-sessions') private readonly sessions?: CrmSessions;
  readonly preferences = new PreferencesController(this);

  #passwordChanged = (): void => {
    toast({ text: t('account.passwordChanged') });
    void this.sessions?.load();
  };

  protected override render(): TemplateResult {
    return html`<section><h2>${t('account.password')}</h2><p class="u-muted">${t('account.passwordHint')}</p><crm-change-password
      @password-changed=${this.#passwordChanged}></crm-change-password></section>
      <crm-second-factor @sessions-changed=${() => void this.sessions?.load()}></crm-second-factor>
      <crm-sessions></crm-sessions><crm-api-keys></crm-api-keys>
      <section><h2>${t('account.log')}</h2><a class="u-btn u-btn-m" href="/e/sign_in_event?view=mine">${icon('fingerprint')}${t('account.logOpen')}</a></section>`;
  }
}
