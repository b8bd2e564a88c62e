// A password with its label, a button that shows it, and for new ones how strong it is.
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../i18n/t.ts';
import { fieldFrame } from '../ui/field-frame.ts';
import { icon } from '../ui/icon.ts';
import { sty } from '../ui/sty.ts';
import { passwordStrength } from './password-strength.ts';

export interface PasswordField {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly shown: boolean;
  /** Of a new password: the shortest allowed. */
  readonly minLength?: number;
  onInput(value: string): void;
  onToggle(): void;
}

const COLOURS = ['var(--bad)', 'var(--bad)', 'var(--warn)', 'var(--ok)', 'var(--ok)'];

function meter(value: string, minLength: number): TemplateResult {
  if (value === '') return html`<p class="u-help">${t('account.atLeast', { min: minLength })}</p>`;
  const strength = passwordStrength(value, minLength);
  const words = t('account.strength', { strength: t(`account.strength${strength}`) });
  return html`<div class="meter" aria-hidden="true"><i ${sty({ width: `${Math.max(strength, 0.4) * 25}%`, background: COLOURS[strength] })}></i></div>
    <p class="u-help" role="status">${words}</p>`;
}

export function passwordField(field: PasswordField): TemplateResult {
  const { key, label, value, error, shown, minLength } = field;
  const control = html`<div class="password"><input class="u-input" id="f-${key}" name=${key} type=${shown ? 'text' : 'password'} .value=${value}
      autocomplete=${minLength === undefined ? 'current-password' : 'new-password'} aria-required="true" aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${error ? `f-${key}-e` : nothing} @input=${(event: Event) => field.onInput((event.target as HTMLInputElement).value)}>
    <button type="button" class="u-box-btn" aria-label=${t('auth.showPassword')} aria-pressed=${shown} @click=${() => field.onToggle()}>${icon(
      shown ? 'eye-off' : 'eye',
    )}</button></div>${minLength === undefined ? nothing : meter(value, minLength)}`;
  return fieldFrame(error ? { key, label, error, control } : { key, label, control });
}
