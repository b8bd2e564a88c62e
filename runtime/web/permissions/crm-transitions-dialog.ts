// Whose records a role may move along: one line per transition of an entity's workflow. Tells `transition-set`
// {action, grant} at each change and `transitions-close`.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { inputText } from '../ui/choices.ts';
import '../ui/crm-dialog.ts';
import { icon } from '../ui/icon.ts';
import type { Scope, Transition } from './design-client.ts';
import { isSame } from './overlay.ts';
import {
  choiceLabel,
  choiceOf,
  entityLabel,
  grantLabel,
  ruleOf,
  SCOPES,
} from './permission-words.ts';
import type { Row } from './workspace.ts';

@customElement('crm-transitions-dialog')
export class CrmTransitionsDialog extends LitElement {
  static override styles = [
    base,
    css`:host{display:contents}
    li{display:grid;grid-template-columns:minmax(0,1fr) 180px 28px;gap:8px;align-items:center;min-height:44px}`,
  ];
  @property({ attribute: false }) row: Row | undefined;
  @property({ attribute: false }) transitions: readonly Transition[] = [];
  readonly preferences = new PreferencesController(this);

  #close(): void {
    this.dispatchEvent(new CustomEvent('transitions-close'));
  }

  #set(action: string, grant: unknown): void {
    this.dispatchEvent(new CustomEvent('transition-set', { detail: { action, grant } }));
  }

  #line({ name, label }: Transition, row: Row): TemplateResult {
    const action = `transition:${name}`;
    const grant = row.grants.actions?.[action];
    const below = row.base?.actions?.[action];
    const rule = ruleOf(grant);
    const chosen = choiceOf(grant);
    const text = say(label, name);
    const options = SCOPES.map(
      (scope) =>
        html`<option value=${scope} .selected=${scope === chosen}>${choiceLabel(scope)}</option>`,
    );
    const kept =
      rule === undefined
        ? nothing
        : html`<option value="kept" .selected=${true}>${grantLabel(grant)}</option>`;
    const reset = html`<button type="button" class="u-box-btn" aria-label="${t('rights.reset')}: ${text}" title=${t('rights.reset')}
      @click=${() => this.#set(action, below)}>${icon('undo-2')}</button>`;
    return html`<li><label for="f-${name}">${text}</label><select class="u-input" id="f-${name}" @change=${(
      event: Event,
    ) => {
      const value = inputText(event);
      this.#set(action, value === 'kept' ? grant : (value as Scope));
    }}>${kept}${options}</select>${row.policy && !isSame(grant, below) ? reset : nothing}</li>`;
  }

  protected override render(): TemplateResult {
    const { row } = this;
    if (!row) return html``;
    const title = `${entityLabel(row.entity)} · ${t('rights.transitions')}`;
    return html`<crm-dialog open dialog-title=${title} @dialog-close=${this.#close}><ul>${this.transitions.map(
      (transition) => this.#line(transition, row),
    )}</ul><div slot="foot" class="u-dialog-foot"><button type="button" class="u-btn u-btn-primary" @click=${this.#close}>${t('rights.choose')}</button></div></crm-dialog>`;
  }
}
