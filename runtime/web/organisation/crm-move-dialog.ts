// Asks under what a department or a person is to stand; nothing chosen means the top.
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { source } from '../app/session.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import type { ComboItem, ComboSearch } from '../ui/combo-types.ts';
import '../ui/crm-combo.ts';
import '../ui/crm-dialog.ts';
import { fieldFrame } from '../ui/field-frame.ts';
import { lookUp } from '../widgets/lookup.ts';

export interface MoveQuestion {
  entity: 'department' | 'user';
  id: string;
  name: string;
  /** Where it stands now. */
  parent: ComboItem | undefined;
}

@customElement('crm-move-dialog')
export class CrmMoveDialog extends LitElement {
  static override styles = [base];

  @property({ attribute: false }) declare question: MoveQuestion;
  /** Gets the id of the new parent, null for the top, nothing when the dialog is closed. */
  @property({ attribute: false }) declare answer: (parent: string | null | undefined) => void;
  @state() private chosen: readonly ComboItem[] = [];
  readonly preferences = new PreferencesController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    const { parent } = this.question;
    this.chosen = parent ? [parent] : [];
  }

  readonly #search: ComboSearch = (q, cursor, signal) => {
    const { entity, id } = this.question;
    const other = { '!': { '==': [{ var: 'id' }, id] } };
    const filter =
      entity === 'user' ? { and: [other, { '==': [{ var: 'active' }, true] }] } : other;
    return lookUp(source, entity, { q, cursor, signal }, filter);
  };

  protected override render(): TemplateResult {
    const { entity, name } = this.question;
    const label = t(entity === 'user' ? 'organisation.newManager' : 'organisation.newParent');
    const close = () => this.answer(undefined);
    const control = html`<crm-combo .key=${'parent'} .label=${label} .chosen=${this.chosen} .search=${this.#search} .debounce=${120}
      .describedBy=${'f-parent-h'} .placeholder=${t('widget.searchChoose')} @value-change=${(
        event: CustomEvent<{ value: ComboItem[] }>,
      ) => {
        this.chosen = event.detail.value;
      }}></crm-combo>`;
    return html`<crm-dialog open dialog-title=${t('organisation.moveTitle', { name })} @dialog-close=${close}
      @keydown=${(event: Event) => event.stopPropagation()}>${fieldFrame({ key: 'parent', label, control, help: t('organisation.top') })}
      <div slot="foot" class="u-dialog-foot"><button type="button" class="u-btn" @click=${close}>${t('action.cancel')}</button><button type="button"
      class="u-btn u-btn-primary" @click=${() => this.answer(this.chosen[0]?.id ?? null)}>${t('action.save')}</button></div></crm-dialog>`;
  }
}

/** Asks for a new parent. @returns its id, null for the top, undefined when nothing is to change */
export function askMove(question: MoveQuestion): Promise<string | null | undefined> {
  const dialog = document.createElement('crm-move-dialog') as CrmMoveDialog;
  return new Promise((resolve) => {
    dialog.question = question;
    dialog.answer = (parent) => {
      dialog.remove();
      resolve(parent);
    };
    document.body.append(dialog);
  });
}
