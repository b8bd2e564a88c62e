// One person's account as an administrator sees it: state, unlocking, a temporary password, the second factor, devices,
// and seeing the product as that person.
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { confirm } from '../app/confirm.ts';
import { source } from '../app/session.ts';
import { getJson, request } from '../client.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { toast } from '../ui/crm-toasts.ts';
import { fieldFrame } from '../ui/field-frame.ts';
import { icon } from '../ui/icon.ts';
import { person, tag } from '../ui/tag.ts';
import { shortMoment } from '../widgets/display.ts';
import { AccountElement } from './account-element.ts';
import { accountStyles } from './account-styles.ts';
import type { CrmSessions } from './crm-sessions.ts';
import './crm-sessions.ts';
import { passwordField } from './password-field.ts';
import { shortestPassword } from './shortest-password.ts';

interface Account {
  name: string;
  email: string;
  active: boolean;
  locked: boolean;
  passwordChangedAt: string | null;
  mustChangePassword: boolean;
  factor: { on: boolean; recoveryCodes: number };
}

const styles = css`.all{display:flex;flex-direction:column;gap:28px;width:100%}`;

@customElement('crm-person-account')
export class CrmPersonAccount extends AccountElement {
  static override styles = [base, accountStyles, styles];
  @property() user = '';
  @state() private account: Account | undefined;
  @state() private password = '';
  @state() private minLength = 8;
  @state() private reason = '';
  @query('crm-sessions') private readonly sessions?: CrmSessions;
  protected override fieldNames = ['password', 'reason'];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(() => this.#load());
  }

  get #path(): string {
    return `/api/auth/users/${this.user}`;
  }

  async #load(): Promise<void> {
    this.account = await getJson<Account>(this.#path);
    this.minLength = await shortestPassword();
    await this.sessions?.load();
  }

  async #do(method: string, path: string, done: string, body?: object): Promise<void> {
    const isDone = await this.attempt(async () => {
      await request(method, this.#path + path, body ? { body } : {});
      await this.#load();
    });
    if (isDone) toast({ text: done });
  }

  async #givePassword(event: Event): Promise<void> {
    event.preventDefault();
    const body = { password: this.password };
    if (!this.isFilled(body)) return;
    await this.#do('POST', '/password', t('account.passwordGiven'), body);
    if (Object.keys(this.errors).length === 0 && !this.problem) this.password = '';
  }

  async #resetFactor(): Promise<void> {
    const text = t('account.resetFactorHint');
    const yes = t('account.resetFactor');
    if (await confirm({ title: yes, text, yes, danger: true }))
      await this.#do('DELETE', '/factor', t('account.factorReset'));
  }

  async #view(event: Event): Promise<void> {
    event.preventDefault();
    const body = { user: this.user, reason: this.reason };
    if (!this.isFilled({ reason: this.reason })) return;
    if (await this.attempt(() => request('POST', '/api/auth/view-as', { body })))
      location.assign('/');
  }

  #state({ name, email, active, locked }: Account): TemplateResult {
    const words = !active
      ? tag(t('account.inactive'), 'gray')
      : locked
        ? tag(t('account.locked'), 'red')
        : tag(t('account.normal'), 'green');
    return html`<section><h2>${person(name)}</h2><div class="u-row u-wrap"><span class="u-muted">${email}</span>${words}</div>
      <div class="acts"><a class="u-btn u-btn-m" href="/e/user/${this.user}">${icon('user-round')}${t('account.openRecord')}</a>${
        locked
          ? html`<button type="button" class="u-btn u-btn-m" @click=${() => void this.#do('POST', '/unlock', t('account.unlocked'), {})}>${icon('lock-open')}${t('account.unlock')}</button>`
          : nothing
      }</div></section>`;
  }

  #password(account: Account): TemplateResult {
    const { passwordChangedAt: at, mustChangePassword } = account;
    const facts = [
      at
        ? t('account.passwordSince', { moment: shortMoment(at, source) })
        : t('account.noPassword'),
      mustChangePassword ? t('account.mustChange') : '',
    ];
    const field = passwordField({
      key: 'password',
      label: t('account.givePassword'),
      value: this.password,
      error: this.errors.password,
      shown: this.shown,
      minLength: this.minLength,
      onToggle: this.toggleShown,
      onInput: (value) => {
        this.password = value;
      },
    });
    return html`<section><h2>${t('account.password')}</h2><p class="u-muted">${facts.filter(Boolean).join(' · ')}</p><form novalidate
      @submit=${this.#givePassword}>${field}<p class="u-help">${t('account.givePasswordHint')}</p><div>${this.submitButton(t('account.givePassword'))}</div></form></section>`;
  }

  #factor({ factor }: Account): TemplateResult {
    return html`<section><h2>${t('account.factor')}</h2><div>${
      factor.on
        ? tag(t('account.factorOn', { count: factor.recoveryCodes }), 'green')
        : tag(t('account.factorOff'), 'gray')
    }</div>${factor.on ? html`<button type="button" class="u-btn u-btn-m" @click=${() => void this.#resetFactor()}>${t('account.resetFactor')}</button>` : nothing}</section>`;
  }

  #viewAs(): TemplateResult {
    const error = this.errors.reason;
    const control = html`<input class="u-input" id="f-reason" maxlength="400" .value=${this.reason} aria-required="true" aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${error ? 'f-reason-e' : nothing} @input=${(event: Event) => {
        this.reason = (event.target as HTMLInputElement).value;
      }}>`;
    const frame = { key: 'reason', label: t('account.reason'), control };
    return html`<section><h2>${t('account.viewAs')}</h2><p class="u-muted">${t('account.viewAsHint')}</p><form novalidate @submit=${this.#view}>${fieldFrame(
      error ? { ...frame, error } : frame,
    )}<div><button class="u-btn u-btn-m">${icon('eye')}${t('account.viewAs')}</button></div></form></section>`;
  }

  protected override render(): TemplateResult {
    const { account } = this;
    if (!account) return html`${this.banner()}`;
    return html`<div class="all">${this.banner()}${this.#state(account)}${this.#password(account)}${this.#factor(account)}<crm-sessions
      .user=${this.user}></crm-sessions>${account.active ? this.#viewAs() : nothing}</div>`;
  }
}
