// The dialog of one cell: whose records an action may be done with, and the condition they must meet.
// Tells `scope-chosen` {grant} (undefined: as below the site layer) and `chooser-close`.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity } from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { source } from '../app/session.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-dialog.ts';
import { icon } from '../ui/icon.ts';
import './crm-condition.ts';
import type { Grant, Scope } from './design-client.ts';
import { isSame } from './overlay.ts';
import {
  actionLabel,
  choiceLabel,
  choiceOf,
  EVERYTHING,
  entityLabel,
  grantLabel,
  ruleOf,
  SCOPES,
  type ScopeChoice,
} from './permission-words.ts';
import type { Row } from './workspace.ts';

/** Actions that are asked of no record yet, or of every record at once: a rule about one says nothing. */
const WITHOUT_RULE: ReadonlySet<string> = new Set(['propose', 'review_first', 'review_final']);
const scopeOfChoice = (choice: ScopeChoice): Scope => (choice === 'rule' ? 'all' : choice);
const WITHOUT_OWNER: ReadonlySet<ScopeChoice> = new Set(['none', 'all', 'rule']);

@customElement('crm-scope-chooser')
export class CrmScopeChooser extends LitElement {
  static override styles = [
    base,
    css`:host{display:contents}
    .choices{display:flex;flex-direction:column;gap:2px;border:0;margin:0;padding:0}
    .choices label{display:flex;gap:10px;align-items:center;min-height:40px;padding:4px 8px;border-radius:6px;cursor:pointer}
    .choices label:hover{background:var(--hover)}
    .choices label:has(:checked){background:var(--accent-bg)}
    .choices span{display:flex;flex-direction:column}
    .rule{border-top:1px solid var(--line);margin-top:12px;padding-top:12px}
    .rule h3{font-size:13px;font-weight:500;margin-bottom:8px}
    .reset{margin-right:auto}`,
  ];
  @property({ attribute: false }) row: Row | undefined;
  @property() action = '';
  @state() private choice: ScopeChoice = 'none';
  @state() private rule: Rule | undefined;
  @state() private entity: ClientEntity | undefined;
  @state() private problem = '';
  readonly preferences = new PreferencesController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    const grant = this.row?.grants.actions?.[this.action];
    this.choice = choiceOf(grant);
    this.rule = ruleOf(grant);
    void this.#load();
  }

  async #load(): Promise<void> {
    if (this.row && !this.#isEverything) this.entity = await source.entity(this.row.entity);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('input:checked')?.focus();
  }

  /** Of entities of any shape neither an owner nor a field is known. */
  get #isEverything(): boolean {
    return this.row?.entity === EVERYTHING;
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('chooser-close'));
  }

  #chosen(grant: Grant | undefined): void {
    this.dispatchEvent(new CustomEvent('scope-chosen', { detail: { grant } }));
  }

  #confirm(event: Event): void {
    event.preventDefault();
    const { choice, rule } = this;
    if (choice === 'rule' && rule === undefined) {
      this.problem = t('rights.needsCondition');
      return;
    }
    const isPlain = choice === 'none' || choice === 'all' || rule === undefined;
    this.#chosen(
      isPlain ? (choice as Scope) : { scope: scopeOfChoice(choice), rule: rule as Json },
    );
  }

  #offered(): ScopeChoice[] {
    const all: ScopeChoice[] = [...SCOPES, 'rule'];
    return all.filter(
      (choice) =>
        (this.entity?.features.owner || WITHOUT_OWNER.has(choice)) &&
        (choice !== 'rule' || !(this.#isEverything || WITHOUT_RULE.has(this.action))),
    );
  }

  #choice(choice: ScopeChoice): TemplateResult {
    return html`<label><input class="u-radio" type="radio" name="scope" .value=${choice} .checked=${choice === this.choice} @change=${() => {
      this.choice = choice;
      this.problem = '';
    }}><span><span class="u-strong">${choiceLabel(choice)}</span><span class="u-meta">${t(`rights.scopeHint.${choice}`)}</span></span></label>`;
  }

  #rule(): TemplateResult | typeof nothing {
    const isPlain = this.choice === 'none' || this.choice === 'all';
    if (isPlain || WITHOUT_RULE.has(this.action)) return nothing;
    const title = t(this.choice === 'rule' ? 'rights.condition' : 'rights.conditionAlso');
    return html`<div class="rule"><h3>${title}</h3><crm-condition .entity=${this.entity} .rule=${this.rule}
      @condition-change=${(event: CustomEvent<{ rule: Rule | undefined }>) => {
        this.rule = event.detail.rule;
        this.problem = '';
      }}></crm-condition></div>`;
  }

  #reset(): TemplateResult | typeof nothing {
    const { row, action } = this;
    const below = row?.base?.actions?.[action];
    if (!row?.policy || isSame(below, row.grants.actions?.[action])) return nothing;
    const text = `${t('rights.reset')}（${grantLabel(below)}）`;
    return html`<button type="button" class="u-btn u-btn-ghost reset" @click=${() => this.#chosen(below)}>${icon('undo-2')}${text}</button>`;
  }

  protected override render(): TemplateResult {
    const { row, entity } = this;
    if (!row) return html``;
    const title = `${entityLabel(row.entity)} · ${actionLabel(this.action)}`;
    const warning =
      entity && !entity.features.owner
        ? html`<p class="u-help">${t('rights.noOwner')}</p>`
        : nothing;
    return html`<crm-dialog open dialog-title=${title} @dialog-close=${this.#close}>${
      entity || this.#isEverything
        ? html`<form id="scope" @submit=${this.#confirm}><fieldset class="choices"><legend class="u-sr">${title}</legend>${this.#offered().map((choice) => this.#choice(choice))}</fieldset>${warning}${this.#rule()}
      ${this.problem ? html`<p class="u-error" role="alert">${this.problem}</p>` : nothing}<button hidden></button></form>`
        : html`<p class="u-skel-line"><span class="u-skel"></span></p>`
    }<div slot="foot" class="u-dialog-foot">${this.#reset()}<button type="button" class="u-btn" @click=${this.#close}>${t('action.cancel')}</button><button
      type="button" class="u-btn u-btn-primary" @click=${this.#confirm}>${t('rights.choose')}</button></div></crm-dialog>`;
  }
}
