// One's own second factor: whether it is on, turning it on and off, new recovery codes.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { getJson, request } from '../client.ts';
import { t } from '../i18n/t.ts';
import { toast } from '../ui/crm-toasts.ts';
import { tag } from '../ui/tag.ts';
import { AccountElement } from './account-element.ts';
import './crm-factor-setup.ts';
import { passwordField } from './password-field.ts';
import { recoveryCodes } from './recovery-codes.ts';

interface FactorState {
  on: boolean;
  recoveryCodes: number;
  needed: boolean;
}
type Step = 'none' | 'setup' | 'remove' | 'codes';

@customElement('crm-second-factor')
export class CrmSecondFactor extends AccountElement {
  @state() private factor: FactorState | undefined;
  @state() private step: Step = 'none';
  @state() private password = '';
  @state() private codes: readonly string[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  async #load(): Promise<void> {
    await this.attempt(async () => {
      this.factor = await getJson<FactorState>('/api/auth/factor');
    });
  }

  #go(step: Step): void {
    this.step = step;
    this.password = '';
    this.codes = [];
    this.problem = '';
    this.errors = {};
  }

  #done = async (): Promise<void> => {
    this.#go('none');
    await this.#load();
    this.dispatchEvent(new CustomEvent('sessions-changed', { bubbles: true, composed: true }));
  };

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const body = { password: this.password };
    if (!this.isFilled(body)) return;
    const isRemoving = this.step === 'remove';
    const path = isRemoving ? '/api/auth/factor/remove' : '/api/auth/factor/recovery-codes';
    await this.attempt(async () => {
      const answer = await request<{ codes?: string[] } | undefined>('POST', path, { body });
      this.codes = answer?.codes ?? [];
    });
    if (this.problem || !isRemoving) return;
    toast({ text: t('account.factorRemoved') });
    await this.#done();
  }

  #ask(): TemplateResult {
    const field = passwordField({
      key: 'password',
      label: t('account.current'),
      value: this.password,
      error: this.errors.password,
      shown: this.shown,
      onToggle: this.toggleShown,
      onInput: (value) => {
        this.password = value;
      },
    });
    const words = this.step === 'remove' ? 'account.factorRemove' : 'account.recoveryNew';
    return html`<form novalidate @submit=${this.#submit}>${this.banner()}${field}<div class="acts">${this.submitButton(t(words))}<button
      type="button" class="u-btn u-btn-m" @click=${() => this.#go('none')}>${t('action.cancel')}</button></div></form>`;
  }

  #buttons({ on, needed }: FactorState): TemplateResult {
    if (!on)
      return html`<button type="button" class="u-btn u-btn-m" @click=${() => this.#go('setup')}>${t('account.factorStart')}</button>`;
    const off = needed
      ? nothing
      : html`<button type="button" class="u-btn u-btn-m" @click=${() => this.#go('remove')}>${t('account.factorRemove')}</button>`;
    return html`<div class="acts"><button type="button" class="u-btn u-btn-m" @click=${() => this.#go('codes')}>${t('account.recoveryNew')}</button>${off}</div>`;
  }

  #body(factor: FactorState): TemplateResult {
    if (this.step === 'setup')
      return html`<crm-factor-setup @factor-on=${() => void this.#done()}></crm-factor-setup>`;
    if (this.codes.length > 0) return recoveryCodes(this.codes, () => void this.#done());
    return this.step === 'none' ? this.#buttons(factor) : this.#ask();
  }

  protected override render(): TemplateResult {
    const { factor } = this;
    const words = factor?.on
      ? tag(t('account.factorOn', { count: factor.recoveryCodes }), 'green')
      : tag(t('account.factorOff'), 'gray');
    return html`<section><h2>${t('account.factor')}</h2><p class="u-muted">${t('account.factorHint')}${
      factor?.needed ? ` ${t('account.factorNeeded')}` : nothing
    }</p>${factor ? html`<div>${words}</div>${this.#body(factor)}` : this.banner()}</section>`;
  }
}
