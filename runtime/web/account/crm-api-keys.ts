// One's own API keys: what they may do, when they were last used, making and deleting them.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { confirm } from '../app/confirm.ts';
import { source } from '../app/session.ts';
import { getJson, request } from '../client.ts';
import { say, t } from '../i18n/t.ts';
import { icon } from '../ui/icon.ts';
import { tag } from '../ui/tag.ts';
import { shortMoment } from '../widgets/display.ts';
import { AccountElement } from './account-element.ts';
import './crm-new-key.ts';

interface ApiKey {
  id: string;
  label: string;
  hint: string;
  expires_at: string | null;
  used_at: string | null;
  limits: { entities?: string[]; actions?: string[] } | null;
}

@customElement('crm-api-keys')
export class CrmApiKeys extends AccountElement {
  @state() private keys: readonly ApiKey[] | undefined;
  @state() private adding = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  async #load(): Promise<void> {
    await this.attempt(async () => {
      this.keys = (await getJson<{ items: ApiKey[] }>('/api/auth/keys')).items;
    });
  }

  async #remove({ id, label }: ApiKey): Promise<void> {
    const title = `${t('account.keyRemove')} ${label}`;
    const text = t('account.keyRemoveHint');
    if (!(await confirm({ title, text, yes: t('action.delete'), danger: true }))) return;
    if (await this.attempt(() => request('DELETE', `/api/auth/keys/${id}`))) await this.#load();
  }

  #scope({ limits }: ApiKey): string {
    if (!limits) return t('account.keyAll');
    const entities = limits.entities?.map((name) => say(source.model?.entities[name]?.label, name));
    const isReading = limits.actions && !limits.actions.includes('update');
    return [entities?.join('、'), isReading ? t('account.keyRead') : '']
      .filter(Boolean)
      .join(' · ');
  }

  #key(key: ApiKey): TemplateResult {
    const used = key.used_at
      ? t('account.keyUsed', { moment: shortMoment(key.used_at, source) })
      : t('account.keyUnused');
    const until = key.expires_at
      ? t('account.keyUntil', { moment: shortMoment(key.expires_at, source) })
      : t('account.keyNever');
    return html`<li class="line">${icon('key-round')}<div><div class="u-row u-wrap"><span class="u-strong">${key.label}</span><span
      class="u-mono u-muted">…${key.hint}</span>${tag(this.#scope(key), 'gray')}</div><div class="u-meta">${used} · ${until}</div></div>
      <button type="button" class="u-btn u-btn-icon" aria-label="${t('account.keyRemove')} ${key.label}" @click=${() => void this.#remove(key)}>${icon('trash-2')}</button></li>`;
  }

  #made = (): void => {
    this.adding = false;
    void this.#load();
  };

  protected override render(): TemplateResult {
    const { keys } = this;
    return html`<section><h2>${t('account.keys')}</h2><p class="u-muted">${t('account.keysHint')}</p>${this.banner()}${
      keys?.length === 0 ? html`<p class="u-muted">${t('account.noKeys')}</p>` : nothing
    }<ul class="lines">${keys?.map((key) => this.#key(key))}</ul>${
      this.adding
        ? html`<crm-new-key @key-done=${this.#made}></crm-new-key>`
        : html`<button type="button" class="u-btn u-btn-m" @click=${() => {
            this.adding = true;
          }}>${icon('plus')}${t('account.keyCreate')}</button>`
    }</section>`;
  }
}
