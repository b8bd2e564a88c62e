// Making an API key: what for, how long, with which rights; then the key itself, this once.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { source } from '../app/session.ts';
import { request } from '../client.ts';
import { say, t } from '../i18n/t.ts';
import { segmented } from '../ui/choices.ts';
import { fieldFrame } from '../ui/field-frame.ts';
import { icon } from '../ui/icon.ts';
import { AccountElement } from './account-element.ts';
import { copy } from './recovery-codes.ts';

type Scope = 'all' | 'read' | 'chosen';
type Days = '30' | '90' | '365' | '0';
const DAY = 86_400_000;

@customElement('crm-new-key')
export class CrmNewKey extends AccountElement {
  @state() private label = '';
  @state() private days: Days = '90';
  @state() private scope: Scope = 'read';
  @state() private entities: ReadonlySet<string> = new Set();
  @state() private mayChange = false;
  @state() private token = '';
  protected override fieldNames = ['label'];

  get #body(): Record<string, unknown> {
    const days = Number(this.days);
    const expires = days > 0 ? new Date(Date.now() + days * DAY).toISOString() : null;
    const chosen = this.scope === 'chosen';
    const isReading = this.scope === 'read' || (chosen && !this.mayChange);
    return {
      label: this.label.trim(),
      expires_at: expires,
      ...(isReading ? { read_only: true } : {}),
      ...(chosen ? { entities: [...this.entities] } : {}),
    };
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const asked: Record<string, string> = { label: this.label };
    if (this.scope === 'chosen') asked.entities = [...this.entities].join();
    if (!this.isFilled(asked)) return;
    await this.attempt(async () => {
      const body = this.#body;
      this.token = (await request<{ token: string }>('POST', '/api/auth/keys', { body })).token;
    });
  }

  #done = (): void => {
    this.dispatchEvent(new CustomEvent('key-done'));
  };

  #entities(): TemplateResult {
    const entities = Object.values(source.model?.entities ?? {});
    const toggle = (name: string) => {
      const next = new Set(this.entities);
      if (!next.delete(name)) next.add(name);
      this.entities = next;
    };
    const control = html`<div class="choices">${entities.map(
      ({ name, label }) =>
        html`<label><input type="checkbox" class="u-check" .checked=${this.entities.has(name)} @change=${() => toggle(name)}>${say(label)}</label>`,
    )}</div>`;
    const frame = { key: 'entities', label: t('account.keyEntities'), group: true, control };
    const error = this.errors.entities;
    return html`${fieldFrame(error ? { ...frame, error } : frame)}<label class="switch"><input type="checkbox" class="u-switch" role="switch"
      .checked=${this.mayChange} @change=${() => {
        this.mayChange = !this.mayChange;
      }}>${t('account.keyMayChange')}</label>`;
  }

  #choice<V extends string>(
    name: string,
    label: string,
    value: V,
    choices: readonly { value: V; label: string }[],
    onChange: (value: V) => void,
  ): TemplateResult {
    const control = segmented({ name, value, choices, labelledBy: `f-${name}-l`, onChange });
    return fieldFrame({ key: name, label, group: true, control });
  }

  #form(): TemplateResult {
    const { label: error } = this.errors;
    const input = html`<input class="u-input" id="f-label" maxlength="100" .value=${this.label} aria-required="true" aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${error ? 'f-label-e' : nothing} @input=${(event: Event) => {
        this.label = (event.target as HTMLInputElement).value;
      }}>`;
    const frame = { key: 'label', label: t('account.keyName'), control: input };
    const days = (['30', '90', '365', '0'] as const).map((value) => ({
      value,
      label: value === '0' ? t('account.keyNever') : t('account.keyDays', { days: value }),
    }));
    const scopes = [
      { value: 'read' as const, label: t('account.keyRead') },
      { value: 'chosen' as const, label: t('account.keyChosen') },
      { value: 'all' as const, label: t('account.keyAll') },
    ];
    return html`<form novalidate @submit=${this.#submit}>${this.banner()}${fieldFrame(error ? { ...frame, error } : frame)}${this.#choice(
      'days',
      t('account.keyExpires'),
      this.days,
      days,
      (value) => {
        this.days = value;
      },
    )}${this.#choice('scope', t('account.keyScope'), this.scope, scopes, (value) => {
      this.scope = value;
    })}${this.scope === 'chosen' ? this.#entities() : nothing}<div class="acts">${this.submitButton(t('account.keyCreate'))}<button type="button"
      class="u-btn u-btn-m" @click=${this.#done}>${t('action.cancel')}</button></div></form>`;
  }

  protected override render(): TemplateResult {
    if (!this.token) return this.#form();
    return html`<div class="u-banner u-banner-ok" role="status">${t('account.keyCreated')}</div><p class="secret">${this.token}</p>
      <div class="acts"><button type="button" class="u-btn u-btn-m" @click=${() => void copy(this.token)}>${icon('copy')}${t('account.copy')}</button>
      <button type="button" class="u-btn u-btn-m u-btn-primary" @click=${this.#done}>${t('account.stored')}</button></div>`;
  }
}
