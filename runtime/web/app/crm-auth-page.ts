// Signing in, setting up the first administrator, asking for a new password and setting it: one small form each.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Text } from '../../../core/model/client.ts';
import { accountStyles } from '../account/account-styles.ts';
import type { Pending } from '../account/crm-pending-step.ts';
import { passwordField } from '../account/password-field.ts';
import '../account/crm-pending-step.ts';
import { ApiError, getJson, request } from '../client.ts';
import { PreferencesController, preferences, setPreferences } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import type { TextKey } from '../i18n/zh-cn.ts';
import { base } from '../ui/base.ts';
import { fieldFrame } from '../ui/field-frame.ts';
import { icon } from '../ui/icon.ts';

type Kind = 'sign-in' | 'setup' | 'forgot' | 'reset';
type Name = 'name' | 'email' | 'password';
/** What the server says before anybody is signed in. */
interface Door {
  minLength: number;
  providers: readonly { name: string; label: Text }[];
  pending: Pending | null;
}
interface AuthForm {
  title: TextKey;
  hint?: TextKey;
  button: TextKey;
  fields: readonly Name[];
}

const FORMS: Record<Kind, AuthForm> = {
  'sign-in': { title: 'auth.title', button: 'auth.signIn', fields: ['email', 'password'] },
  setup: {
    title: 'auth.setupTitle',
    hint: 'auth.setupHint',
    button: 'auth.create',
    fields: ['name', 'email', 'password'],
  },
  forgot: {
    title: 'auth.resetTitle',
    hint: 'auth.resetHint',
    button: 'auth.sendLink',
    fields: ['email'],
  },
  reset: { title: 'auth.resetTitle', button: 'auth.setPassword', fields: ['password'] },
};
const TYPES: Record<Name, string> = { name: 'text', email: 'email', password: 'password' };

const PENDING: Record<Pending, TextKey> = {
  factor: 'account.pendingFactor',
  enrol: 'account.pendingEnrol',
  password: 'account.pendingPassword',
};
/** Why somebody comes back from an identity provider without being signed in. */
const PROBLEMS = new Map<string, TextKey>(
  (['sso-failed', 'sso-no-account', 'sso-unverified'] as const)
    .map((name): [string, TextKey] => [`auth.${name}`, `account.problem.auth.${name}`])
    .concat([['auth.no-provider', 'account.problem.auth.no-provider']]),
);

const styles = css`
:host{display:grid;place-items:center;min-height:100dvh;padding:24px 16px;background:var(--bg-shell)}
main{width:min(360px,100%);display:flex;flex-direction:column;gap:16px}
.brand{display:flex;align-items:center;gap:8px;justify-content:center;font-size:14px;font-weight:600}
.card{display:flex;flex-direction:column;gap:14px;padding:24px;border:1px solid var(--line);border-radius:10px;background:var(--bg)}
h1{font-size:16px;line-height:24px;font-weight:600}
.foot{display:flex;justify-content:space-between;gap:8px;flex-wrap:wrap}
.u-btn-m{height:36px}
.or{display:flex;align-items:center;gap:12px;color:var(--fg-3);font-size:12px}
.or::before,.or::after{content:"";flex:1;height:1px;background:var(--line)}
.card form{width:100%}
`;

@customElement('crm-auth-page')
export class CrmAuthPage extends LitElement {
  static override styles = [base, accountStyles, styles];

  /** The address one is at: sign-in, setup or reset. */
  @property() page: 'sign-in' | 'setup' | 'reset' = 'sign-in';
  @state() private values: Record<Name, string> = { name: '', email: '', password: '' };
  @state() private errors: Partial<Record<Name, string>> = {};
  @state() private problem = '';
  @state() private notice = '';
  @state() private busy = false;
  @state() private asking = false;
  @state() private shown = false;
  @state() private pending: Pending | '' = '';
  @state() private door: Door = { minLength: 8, providers: [], pending: null };
  readonly preferences = new PreferencesController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.page === 'sign-in') void this.#checkSetup();
    void this.#lookAtDoor();
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  get #token(): string {
    return new URLSearchParams(location.search).get('token') ?? '';
  }

  get #kind(): Kind {
    if (this.asking) return 'forgot';
    if (this.page === 'reset') return this.#token ? 'reset' : 'forgot';
    return this.page;
  }

  /** How one may sign in here, and what is still missing after a password. */
  async #lookAtDoor(): Promise<void> {
    const door = await getJson<Door>('/api/auth/sign-in').catch(() => undefined);
    if (!door?.providers) return;
    this.door = door;
    if (this.page !== 'sign-in') return;
    this.pending = door.pending ?? '';
    const problem = new URLSearchParams(location.search).get('problem');
    if (problem) this.problem = t(PROBLEMS.get(problem) ?? 'account.problem.other');
  }

  async #checkSetup(): Promise<void> {
    const answer = await getJson<{ needed: boolean }>('/api/setup').catch(() => undefined);
    if (answer?.needed) this.notice = t('auth.setupNeeded');
  }

  #check(): boolean {
    const missing = FORMS[this.#kind].fields.filter((name) => !this.values[name].trim());
    this.errors = Object.fromEntries(missing.map((name) => [name, t('auth.required')]));
    return missing.length === 0;
  }

  async #send(): Promise<void> {
    const { name, email, password } = this.values;
    const token = this.#token;
    const post = (path: string, body: unknown) => request('POST', path, { body });
    const acts: Record<Kind, () => Promise<void>> = {
      'sign-in': async () => {
        const answer = await post('/api/auth/sign-in/email', { email, password });
        const { pending } = answer as { pending?: Pending };
        if (pending) this.pending = pending;
        else this.#signedIn();
      },
      setup: async () => {
        await post('/api/setup', { token, email, password, name });
        this.#signedIn();
      },
      forgot: async () => {
        await post('/api/auth/reset/request', { email });
        this.notice = t('auth.linkSent');
      },
      reset: async () => {
        await post('/api/auth/reset', { token, password });
        this.notice = t('auth.passwordSet');
      },
    };
    await acts[this.#kind]();
  }

  /** A step is done; another may follow. */
  #stepDone = async (): Promise<void> => {
    this.problem = '';
    const door = await getJson<Door>('/api/auth/sign-in').catch(() => undefined);
    if (door?.pending) this.pending = door.pending;
    else this.#signedIn();
  };

  #signedIn(): void {
    this.dispatchEvent(new CustomEvent('signed-in', { bubbles: true, composed: true }));
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    this.problem = '';
    this.notice = '';
    if (!this.#check() || this.busy) return;
    this.busy = true;
    try {
      await this.#send();
    } catch (cause) {
      this.#refused(cause);
    } finally {
      this.busy = false;
    }
  }

  #refused(cause: unknown): void {
    const problems = cause instanceof ApiError ? cause.problems : [];
    const placed = problems.filter(({ at }) => at.slice(1) in this.values);
    this.errors = Object.fromEntries(placed.map(({ at, message }) => [at.slice(1), message]));
    if (placed.length === 0)
      this.problem = cause instanceof Error ? cause.message : t('error.unexpected');
  }

  #typed(name: Name, value: string): void {
    this.values = { ...this.values, [name]: value };
  }

  #input(name: Name): TemplateResult {
    return html`<input class="u-input" id="f-${name}" name=${name} type=${TYPES[name]} autocomplete=${name === 'email' ? 'username' : 'name'}
      .value=${this.values[name]} aria-required="true" aria-invalid=${this.errors[name] ? 'true' : nothing}
      aria-describedby=${this.errors[name] ? `f-${name}-e` : nothing} @input=${(event: Event) =>
        this.#typed(name, (event.target as HTMLInputElement).value)}>`;
  }

  #field(name: Name): TemplateResult {
    const error = this.errors[name];
    if (name === 'password') {
      const isNew = this.#kind !== 'sign-in';
      return passwordField({
        key: name,
        label: t(isNew ? 'auth.newPassword' : 'auth.password'),
        value: this.values.password,
        error,
        shown: this.shown,
        ...(isNew ? { minLength: this.door.minLength } : {}),
        onInput: (value) => this.#typed(name, value),
        onToggle: () => {
          this.shown = !this.shown;
        },
      });
    }
    const frame = { key: name, label: t(`auth.${name}`), control: this.#input(name) };
    return fieldFrame(error ? { ...frame, error } : frame);
  }

  #providers(): TemplateResult | typeof nothing {
    const { providers } = this.door;
    if (this.#kind !== 'sign-in' || providers.length === 0) return nothing;
    const back = new URLSearchParams(location.search).get('back');
    const query = back ? `?back=${encodeURIComponent(back)}` : '';
    return html`<div class="or">${t('account.or')}</div>${providers.map(
      ({ name, label }) =>
        html`<a class="u-btn u-btn-m u-btn-block" href="/api/auth/sso/${name}${query}">${t('account.signInWith', { provider: say(label, name) })}</a>`,
    )}`;
  }

  #pendingCard(pending: Pending): TemplateResult {
    return html`<div class="card"><h1>${t(PENDING[pending])}</h1><crm-pending-step .pending=${pending} @pending-done=${this.#stepDone}></crm-pending-step></div>`;
  }

  #leave = async (): Promise<void> => {
    await request('POST', '/api/auth/sign-out').catch(() => undefined);
    this.pending = '';
  };

  #foot(): TemplateResult {
    const other = preferences().locale === 'zh-CN' ? 'en' : 'zh-CN';
    const swap = html`<button type="button" class="u-btn u-btn-ghost" @click=${() => setPreferences({ locale: other })}>${icon('languages')}${
      other === 'en' ? t('settings.english') : t('settings.chinese')
    }</button>`;
    if (this.pending)
      return html`<div class="foot"><button type="button" class="u-btn u-btn-ghost" @click=${this.#leave}>${t('auth.backToSignIn')}</button>${swap}</div>`;
    if (this.#kind === 'sign-in')
      return html`<div class="foot"><button type="button" class="u-btn u-btn-ghost" @click=${() => {
        this.asking = true;
      }}>${t('auth.forgot')}</button>${swap}</div>`;
    return html`<div class="foot"><a class="u-btn u-btn-ghost" href="/sign-in" @click=${() => {
      this.asking = false;
    }}>${t('auth.backToSignIn')}</a>${swap}</div>`;
  }

  protected override render(): TemplateResult {
    const form = FORMS[this.#kind];
    const brand = html`<div class="brand"><img src="/assets/logo.svg" alt="" width="24" height="24">${t('app.name')}</div>`;
    if (this.pending)
      return html`<main>${brand}${this.#pendingCard(this.pending)}${this.#foot()}</main>`;
    return html`<main>${brand}<form class="card" novalidate @submit=${this.#submit}><div><h1>${t(form.title)}</h1>${form.hint ? html`<p class="u-meta">${t(form.hint)}</p>` : nothing}</div>${
      this.notice
        ? html`<div class="u-banner u-banner-ok" role="status">${this.notice}</div>`
        : nothing
    }${this.problem ? html`<div class="u-banner u-banner-bad" role="alert">${icon('circle-alert')}${this.problem}</div>` : nothing}${form.fields.map(
      (name) => this.#field(name),
    )}<button class="u-btn u-btn-m u-btn-primary u-btn-block ${this.busy ? 'u-btn-busy' : ''}">${t(form.button)}</button>${this.#providers()}</form>${this.#foot()}</main>`;
  }
}
