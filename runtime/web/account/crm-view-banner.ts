// Above the page while an administrator sees the product as somebody else, with the way back.
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { request } from '../client.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icon.ts';

const styles = css`.u-banner{border-radius:0;align-items:center;justify-content:space-between;flex-wrap:wrap}`;

@customElement('crm-view-banner')
export class CrmViewBanner extends LitElement {
  static override styles = [base, styles];
  @property() name = '';
  readonly preferences = new PreferencesController(this);

  #stop = async (): Promise<void> => {
    await request('POST', '/api/auth/view-as/stop', { body: {} }).catch(() => undefined);
    location.assign('/settings/people');
  };

  protected override render(): TemplateResult {
    return html`<div class="u-banner u-banner-warn" role="status"><span class="u-row">${icon('eye')}${t('account.viewing', { name: this.name })}</span><button
      type="button" class="u-btn" @click=${this.#stop}>${t('account.viewStop')}</button></div>`;
  }
}
