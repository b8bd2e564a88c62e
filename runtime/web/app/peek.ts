// A record in a panel beside the page, from a lookup or a link; closing it leaves the page as it was.
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-dialog.ts';
import { icon } from '../ui/icon.ts';
import '../record/crm-record-page.ts';

@customElement('crm-peek')
export class CrmPeek extends LitElement {
  static override styles = [base];

  @property() entityName = '';
  @property() recordId = '';
  @property() recordName = '';

  // Keys pressed beside the page are not the page's.
  #key = (event: KeyboardEvent): void => event.stopPropagation();

  protected override render(): TemplateResult {
    return html`<crm-dialog drawer flush open dialog-title=${this.recordName} @dialog-close=${() => this.remove()} @keydown=${this.#key}><a slot="tools"
      class="u-btn" target="_blank" href="/e/${this.entityName}/${this.recordId}">${icon('external-link')}${t('record.openFull')}</a><crm-record-page
      .entityName=${this.entityName} .recordId=${this.recordId}></crm-record-page></crm-dialog>`;
  }
}

export function peekRecord(entity: string, id: string, name: string): void {
  const panel = document.createElement('crm-peek') as CrmPeek;
  Object.assign(panel, { entityName: entity, recordId: id, recordName: name });
  document.body.append(panel);
}
