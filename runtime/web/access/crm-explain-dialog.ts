// Why somebody may or may not do something with a record or a field of it, in sentences. Administrators ask for others too.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import { currentMe, source } from '../app/session.ts';
import { getJson } from '../client.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { inputText } from '../ui/choices.ts';
import type { ComboItem, ComboSearch } from '../ui/combo-types.ts';
import '../ui/crm-combo.ts';
import '../ui/crm-dialog.ts';
import { icon } from '../ui/icon.ts';
import { failedBox, skeletonLines } from '../ui/states.ts';
import { tag } from '../ui/tag.ts';
import { lookUp } from '../widgets/lookup.ts';
import { NamesController } from '../widgets/names-controller.ts';
import {
  ASKED_ACTIONS,
  type AskedAction,
  actionWord,
  type Explanation,
  fieldWord,
  type Ground,
  isSaid,
  reach,
  reason,
  rolesWord,
  verdict,
} from './explain-words.ts';

export interface ExplainQuestion {
  entity: ClientEntity;
  id: string;
  name: string;
  /** Field to begin with; without it the record as a whole. */
  field?: string | undefined;
}

const styles = css`
.ask{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:12px;margin-bottom:16px}
.answer{display:flex;flex-direction:column;gap:16px;min-height:160px}
h3{font-size:12px;line-height:20px;font-weight:600;color:var(--fg-2);margin-bottom:4px}
li{display:grid;grid-template-columns:20px minmax(0,1fr);gap:8px;padding:8px 0;border-top:1px solid var(--line)}
li>.u-icon{margin-top:2px;color:var(--fg-3)}
li>.yes{color:var(--ok)}
li>.no{color:var(--bad)}
.name{display:flex;flex-wrap:wrap;gap:4px 8px;align-items:center}
@media (max-width:760px){.ask{grid-template-columns:1fr}}
`;

@customElement('crm-explain-dialog')
export class CrmExplainDialog extends LitElement {
  static override styles = [base, styles];

  @property({ attribute: false }) declare question: ExplainQuestion;
  @state() private action: AskedAction = 'read';
  @state() private field = '';
  @state() private person: ComboItem | undefined;
  @state() private answer: Explanation | undefined;
  @state() private error: unknown;
  readonly preferences = new PreferencesController(this);
  readonly names = new NamesController(this, () => source);
  #asked = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.field = this.question.field ?? '';
    if (this.field) this.action = 'update';
    const me = currentMe()?.user;
    if (me) this.person = { id: me.id, label: me.name, person: true };
    void this.#load();
  }

  async #load(): Promise<void> {
    const { entity, id } = this.question;
    const asked = ++this.#asked;
    this.error = undefined;
    try {
      const query = {
        entity: entity.name,
        id,
        action: this.action,
        field: this.field,
        user: this.person?.id,
      };
      const answer = await getJson<Explanation>('/api/explain', query);
      if (asked === this.#asked) this.answer = answer;
    } catch (cause) {
      if (asked === this.#asked) this.error = cause;
    }
  }

  readonly #search: ComboSearch = (q, cursor, signal) =>
    lookUp(source, 'user', { q, cursor, signal });

  #actions(): TemplateResult {
    return html`<div class="u-field"><label class="u-label" for="f-action">${t('explain.ask')}</label><select class="u-input" id="f-action"
      @change=${(event: Event) => {
        this.action = inputText(event) as AskedAction;
        void this.#load();
      }}>${ASKED_ACTIONS.map(
        (action) =>
          html`<option value=${action} ?selected=${action === this.action}>${actionWord(action)}</option>`,
      )}</select></div>`;
  }

  #fields(): TemplateResult {
    const { fields } = this.question.entity;
    const shown = Object.values(fields).filter(({ system, name }) => !system || name === 'owner');
    return html`<div class="u-field"><label class="u-label" for="f-field">${t('explain.fieldOf')}</label><select class="u-input" id="f-field"
      @change=${(event: Event) => {
        this.field = inputText(event);
        void this.#load();
      }}><option value="" ?selected=${this.field === ''}>${t('explain.wholeRecord')}</option>${shown.map(
        ({ name, label }) =>
          html`<option value=${name} ?selected=${name === this.field}>${say(label)}</option>`,
      )}</select></div>`;
  }

  #person(): TemplateResult | typeof nothing {
    if (currentMe()?.administrator !== true) return nothing;
    const chosen = this.person ? [this.person] : [];
    return html`<div class="u-field"><label class="u-label" for="f-person">${t('explain.as')}</label><crm-combo .key=${'person'} .label=${t('explain.as')}
      .chosen=${chosen} .search=${this.#search} .debounce=${120} required @value-change=${(
        event: CustomEvent<{ value: ComboItem[] }>,
      ) => {
        this.person = event.detail.value[0];
        void this.#load();
      }}></crm-combo></div>`;
  }

  #nameOf(entity: string, id: string | null | undefined): string {
    return id ? (source.name(entity, id) ?? '…') : '';
  }

  #ground(ground: Ground): TemplateResult {
    const { facts } = this.answer ?? {};
    const owner = this.#nameOf('user', facts?.owner);
    const department = this.#nameOf('department', facts?.department);
    const isTaken = ground.mute && ground.holds !== false;
    const isGiven = !ground.mute && ground.scope !== 'none' && ground.holds !== false;
    const mark = isTaken ? 'no' : isGiven ? 'yes' : '';
    const symbol = isGiven ? 'circle-check' : isTaken ? 'ban' : 'minus';
    const word = fieldWord(ground);
    return html`<li>${icon(symbol, mark)}<div><div class="name"><span class="u-strong">${say(ground.label)}</span>${
      ground.mute ? tag(t('explain.mute'), 'red') : nothing
    }</div><div class="u-meta">${t('explain.from', { pack: ground.pack ?? '–', roles: rolesWord(ground) })}</div>
      <div>${ground.mute && ground.scope === 'none' ? nothing : t('explain.reach', { reach: reach(ground) })}</div>
      <div>${reason(ground, owner, department)}</div>${word ? html`<div>${word}</div>` : nothing}</div></li>`;
  }

  #grounds(title: string, grounds: readonly Ground[]): TemplateResult | typeof nothing {
    const shown = grounds.filter(isSaid);
    if (shown.length === 0) return nothing;
    return html`<section><h3>${title}</h3><ul>${shown.map((each) => this.#ground(each))}</ul></section>`;
  }

  #answered(answer: Explanation): TemplateResult {
    const field = this.field
      ? say(this.question.entity.fields[this.field]?.label, this.field)
      : undefined;
    const isFine =
      field === undefined
        ? answer.allowed
        : answer.right === 'write' || (this.action === 'read' && answer.right === 'read');
    const { facts } = answer;
    const owner = this.#nameOf('user', facts?.owner);
    const department = this.#nameOf('department', facts?.department);
    return html`<p class="u-banner ${isFine ? 'u-banner-ok' : 'u-banner-warn'}">${icon(isFine ? 'circle-check' : 'ban')}<span>${verdict(
      answer,
      this.action,
      field,
    )}</span></p>${answer.administrator ? html`<p>${t('explain.administrator')}</p>` : nothing}${
      owner || department
        ? html`<p class="u-muted">${t('explain.facts', { owner: owner || t('explain.nobody'), department: department || t('explain.noDepartment') })}</p>`
        : nothing
    }${this.#grounds(t('explain.grounds'), answer.grounds)}${
      !answer.grounds.some(isSaid) && !answer.administrator
        ? html`<p>${t('explain.noGrounds')}</p>`
        : nothing
    }${this.#grounds(t('explain.wouldGrant'), answer.wouldGrant)}`;
  }

  protected override render(): TemplateResult {
    const { answer, error } = this;
    const title = t('explain.title', { name: this.question.name });
    return html`<crm-dialog open wide dialog-title=${title} @dialog-close=${() => this.remove()}
      @keydown=${(event: Event) => event.stopPropagation()}><div class="ask">${this.#actions()}${this.#fields()}${this.#person()}</div>
      <div class="answer" aria-live="polite">${
        error
          ? failedBox(error, () => void this.#load())
          : answer
            ? this.#answered(answer)
            : skeletonLines(4)
      }</div></crm-dialog>`;
  }
}

/** Opens the explanation beside the page. */
export function openExplanation(question: ExplainQuestion): void {
  const dialog = document.createElement('crm-explain-dialog') as CrmExplainDialog;
  dialog.question = question;
  document.body.append(dialog);
}
