// The field for a code of the second factor.
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../i18n/t.ts';
import { fieldFrame } from '../ui/field-frame.ts';

export interface CodeField {
  readonly value: string;
  readonly error?: string | undefined;
  /** What else may be entered. */
  readonly help?: string;
  onInput(value: string): void;
}

export function codeField({ value, error, help, onInput }: CodeField): TemplateResult {
  const described = error ? 'f-code-e' : help ? 'f-code-h' : nothing;
  const control = html`<input class="u-input u-num" id="f-code" name="code" autocomplete="one-time-code" inputmode=${help ? 'text' : 'numeric'}
    .value=${value} aria-required="true" aria-invalid=${error ? 'true' : nothing} aria-describedby=${described}
    @input=${(event: Event) => onInput((event.target as HTMLInputElement).value)}>`;
  const frame = { key: 'code', label: t('account.code'), control };
  return fieldFrame(error ? { ...frame, error } : help ? { ...frame, help } : frame);
}
