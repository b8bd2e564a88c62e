// Two people changed the same fields: each field is shown before, as typed here and as saved there, and one is chosen.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity } from '../../../core/model/client.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-dialog.ts';
import { display } from '../widgets/display.ts';
import type { WidgetSource } from '../widgets/source.ts';
import type { Values } from './form-state.ts';
import type { Conflict, Merge } from './merge.ts';

type Side = 'mine' | 'theirs';

export interface ConflictQuestion {
  entity: ClientEntity;
  merge: Merge;
  /** Who saved in between, and when, as one text. */
  by: string;
  source: WidgetSource;
}

const styles = css`
.list{display:flex;flex-direction:column;gap:12px}
.all{display:flex;gap:8px;flex-wrap:wrap}
.conflict{border:1px solid var(--line);border-radius:8px;padding:10px 12px;margin:0;min-width:0}
.conflict legend{font-weight:500;padding:0 4px}
.before{display:flex;gap:8px;color:var(--fg-2);padding:0 4px 8px;min-width:0}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:8px}
.side{display:flex;gap:8px;align-items:flex-start;border:1px solid var(--line-2);border-radius:6px;padding:8px 10px;min-width:0;cursor:pointer}
.side:has(:checked){border-color:var(--accent);background:var(--accent-bg)}
.side .u-radio{margin-top:3px}
.side .u-meta{display:block;margin-bottom:2px}
.what{min-width:0;overflow-wrap:anywhere}
@media (max-width:760px){.sides{grid-template-columns:1fr}}
`;

@customElement('crm-conflict-dialog')
export class CrmConflictDialog extends LitElement {
  static override styles = [base, styles];

  @property({ attribute: false }) declare question: ConflictQuestion;
  /** Gets the chosen values of the conflicting fields; undefined: nothing is decided. */
  @property({ attribute: false }) declare answer: (chosen: Values | undefined) => void;
  @state() private sides: Readonly<Record<string, Side>> = {};

  #choose(name: string, side: Side): void {
    this.sides = { ...this.sides, [name]: side };
  }

  #chooseAll(side: Side): void {
    const { conflicts } = this.question.merge;
    this.sides = Object.fromEntries(conflicts.map(({ field }) => [field.name, side]));
  }

  #save = (): void => {
    const entries = this.question.merge.conflicts.map((each): [string, Json] => [
      each.field.name,
      this.sides[each.field.name] === 'mine' ? each.mine : each.theirs,
    ]);
    this.answer(Object.fromEntries(entries));
  };

  #value({ field }: Conflict, value: Json): TemplateResult | string | typeof nothing {
    const { entity, source } = this.question;
    const shown = display({ field, entity, value, source, mode: 'fact' });
    return shown === nothing ? html`<span class="u-muted">${t('widget.none')}</span>` : shown;
  }

  #side(conflict: Conflict, side: Side, label: string): TemplateResult {
    const { name } = conflict.field;
    return html`<label class="side"><input type="radio" class="u-radio" name=${name} .checked=${this.sides[name] === side}
      @change=${() => this.#choose(name, side)}><span class="what"><span class="u-meta">${label}</span>${this.#value(conflict, conflict[side])}</span></label>`;
  }

  #conflict(conflict: Conflict): TemplateResult {
    return html`<fieldset class="conflict"><legend>${say(conflict.field.label)}</legend><div class="before"><span class="u-meta">${t(
      'conflict.before',
    )}</span><span class="what">${this.#value(conflict, conflict.original)}</span></div><div class="sides">${this.#side(
      conflict,
      'mine',
      t('conflict.mine'),
    )}${this.#side(conflict, 'theirs', t('conflict.theirs'))}</div></fieldset>`;
  }

  protected override render(): TemplateResult {
    const { merge, by } = this.question;
    const isDecided = merge.conflicts.every(({ field }) => this.sides[field.name]);
    const others = merge.taken.map((field) => say(field.label)).join('、');
    return html`<crm-dialog open wide dialog-title=${t('conflict.title')} @dialog-close=${() => this.answer(undefined)}><div class="list">
      <p>${t('conflict.text', { by })}</p>
      <div class="all"><button type="button" class="u-btn" @click=${() => this.#chooseAll('mine')}>${t('conflict.allMine')}</button><button
        type="button" class="u-btn" @click=${() => this.#chooseAll('theirs')}>${t('conflict.allTheirs')}</button></div>
      ${merge.conflicts.map((each) => this.#conflict(each))}
      ${others ? html`<p class="u-meta">${t('conflict.taken', { fields: others })}</p>` : nothing}</div>
      <div slot="foot" class="u-dialog-foot"><button type="button" class="u-btn" @click=${() => this.answer(undefined)}>${t('action.cancel')}</button><button
        type="button" class="u-btn u-btn-primary" ?disabled=${!isDecided} @click=${this.#save}>${t('conflict.save')}</button></div></crm-dialog>`;
  }
}

/** Asks which side holds; undefined when the dialog is closed without a decision. */
export function askConflicts(question: ConflictQuestion): Promise<Values | undefined> {
  const dialog = document.createElement('crm-conflict-dialog') as CrmConflictDialog;
  return new Promise((resolve) => {
    dialog.question = question;
    dialog.answer = (chosen) => {
      dialog.remove();
      resolve(chosen);
    };
    document.body.append(dialog);
  });
}
