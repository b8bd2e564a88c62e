// The devices somebody is signed in on — one's own, or those of a person an administrator looks at — and ending them.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { source } from '../app/session.ts';
import { getJson, request } from '../client.ts';
import { t } from '../i18n/t.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { tag } from '../ui/tag.ts';
import { shortMoment } from '../widgets/display.ts';
import { AccountElement } from './account-element.ts';

interface ShownSession {
  id: string;
  browser: string;
  system: string;
  isPhone: boolean;
  address: string;
  created_at: string;
  seen_at: string;
  current: boolean;
}

@customElement('crm-sessions')
export class CrmSessions extends AccountElement {
  /** Whose; empty: one's own. */
  @property() user = '';
  @state() private sessions: readonly ShownSession[] | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  get #path(): string {
    return this.user ? `/api/auth/users/${this.user}/sessions` : '/api/auth/sessions';
  }

  async load(): Promise<void> {
    await this.attempt(async () => {
      if (this.user) {
        const path = `/api/auth/users/${this.user}`;
        this.sessions = (await getJson<{ sessions: ShownSession[] }>(path)).sessions;
      } else this.sessions = (await getJson<{ items: ShownSession[] }>(this.#path)).items;
    });
  }

  async #end(id?: string): Promise<void> {
    const path = id ? `${this.#path}/${id}` : this.#path;
    if (!(await this.attempt(() => request('DELETE', path)))) return;
    toast({ text: t('account.sessionEnded') });
    await this.load();
  }

  #session(session: ShownSession): TemplateResult {
    const { id, browser, system, isPhone, address, current } = session;
    const name = [browser, system].filter(Boolean).join(' · ') || t('account.unknownDevice');
    const seen = t('account.lastSeen', { moment: shortMoment(session.seen_at, source) });
    const since = t('account.signedInAt', { moment: shortMoment(session.created_at, source) });
    return html`<li class="line">${icon(isPhone ? 'smartphone' : 'monitor')}<div><div class="u-row u-wrap"><span class="u-strong">${name}</span>${
      current ? tag(t('account.thisSession'), 'green') : nothing
    }</div><div class="u-meta">${[address, seen, since].filter(Boolean).join(' · ')}</div></div>${
      current
        ? nothing
        : html`<button type="button" class="u-btn" aria-label="${t('account.endSession')} ${name}" @click=${() => void this.#end(id)}>${t('account.endSession')}</button>`
    }</li>`;
  }

  protected override render(): TemplateResult {
    const { sessions = [] } = this;
    const others = sessions.some(({ current }) => !current);
    const all = this.user ? t('account.endAll') : t('account.endOthers');
    return html`<section><h2>${t('account.sessions')}</h2>${this.banner()}${
      this.sessions?.length === 0
        ? html`<p class="u-muted">${t('account.noSessions')}</p>`
        : html`<ul class="lines">${sessions.map((session) => this.#session(session))}</ul>`
    }${others ? html`<button type="button" class="u-btn u-btn-m" @click=${() => void this.#end()}>${icon('log-out')}${all}</button>` : nothing}</section>`;
  }
}
