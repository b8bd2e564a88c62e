// Asks a question in a dialog and answers true or false. Only for what cannot be undone.
import { html, render } from 'lit';
import { t } from '../i18n/t.ts';
import '../ui/crm-dialog.ts';

export interface Question {
  title: string;
  text: string;
  yes: string;
  no?: string;
  danger?: boolean;
}

export function confirm(question: Question): Promise<boolean> {
  const host = document.createElement('div');
  document.body.append(host);
  return new Promise((resolve) => {
    const answer = (value: boolean) => {
      render(html``, host);
      host.remove();
      resolve(value);
    };
    render(
      html`<crm-dialog open dialog-title=${question.title} @dialog-close=${() => answer(false)}><p>${question.text}</p>
        <div slot="foot" class="u-dialog-foot"><button type="button" class="u-btn" @click=${() => answer(false)}>${question.no ?? t('action.cancel')}</button>
        <button type="button" class="u-btn ${question.danger ? 'u-btn-danger' : 'u-btn-primary'}" @click=${() => answer(true)}>${question.yes}</button></div></crm-dialog>`,
      host,
    );
  });
}
