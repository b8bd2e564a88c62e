// Recovery codes, shown this once.
import { html, type TemplateResult } from 'lit';
import { t } from '../i18n/t.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';

/** Copies a text; where the browser refuses, it stays selectable on the page. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast({ text: t('account.copied') });
  } catch {
    // Without a secure origin there is no clipboard.
  }
}

export function recoveryCodes(codes: readonly string[], done: () => void): TemplateResult {
  return html`<h2>${t('account.recovery')}</h2><p class="u-muted">${t('account.recoveryHint')}</p>
    <ul class="codes">${codes.map((code) => html`<li>${code}</li>`)}</ul>
    <div class="acts"><button type="button" class="u-btn u-btn-m" @click=${() => void copy(codes.join('\n'))}>${icon('copy')}${t('account.copy')}</button>
    <button type="button" class="u-btn u-btn-m u-btn-primary" @click=${done}>${t('account.stored')}</button></div>`;
}
