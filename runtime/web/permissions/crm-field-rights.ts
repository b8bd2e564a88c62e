// What a role may do with the fields of one entity: one line per field, and one for all the others.
// Tells `field-right` {row, field, right} (undefined: as all others).
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import { source } from '../app/session.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icon.ts';
import { skeletonLines } from '../ui/states.ts';
import type { Right } from './design-client.ts';
import { entityLabel, RIGHTS, rightLabel } from './permission-words.ts';
import type { Row } from './workspace.ts';

const styles = css`
:host{display:flex;flex-direction:column;gap:12px}
.pick{display:flex;gap:8px;align-items:center;flex-wrap:wrap}
.pick select{width:min(320px,100%)}
.box{overflow:auto;border:1px solid var(--line);border-radius:8px;max-width:820px}
table{border-collapse:collapse;width:100%}
th,td{text-align:center;padding:0 4px;height:36px;border-bottom:1px solid var(--line);font-weight:400}
tr:last-child>*{border-bottom:0}
thead th{background:var(--bg-2);font-size:12px;font-weight:500;color:var(--fg-2);height:34px}
tbody th,thead th:first-child{text-align:left;padding-left:12px;min-width:110px}
td label{display:grid;place-items:center;min-height:36px;cursor:pointer}
tr.others th{font-weight:500}
tr.own th{color:var(--on-accent-bg);background:var(--accent-bg)}
.name{display:flex;align-items:center;gap:4px}
.name span{flex:1}
@media (max-width:760px){th,td{height:44px;font-size:12px;padding:0 2px}td label{min-height:44px}}
`;
const IDENTITY: ReadonlySet<string> = new Set(['id', 'version', 'deleted_at']);
type Choice = Right | 'default';

@customElement('crm-field-rights')
export class CrmFieldRights extends LitElement {
  static override styles = [base, styles];
  /** Rows under which the role sees something. */
  @property({ attribute: false }) rows: readonly Row[] = [];
  @state() private at = 0;
  @state() private entity: ClientEntity | undefined;
  readonly preferences = new PreferencesController(this);

  get #row(): Row | undefined {
    return this.rows[this.at] ?? this.rows[0];
  }

  protected override willUpdate(): void {
    const row = this.#row;
    if (row && this.entity?.name !== row.entity) void this.#load(row.entity);
  }

  async #load(name: string): Promise<void> {
    const entity = await source.entity(name);
    if (this.#row?.entity === name) this.entity = entity;
  }

  #set(row: Row, field: string, choice: Choice): void {
    const right = choice === 'default' ? undefined : choice;
    this.dispatchEvent(new CustomEvent('field-right', { detail: { row, field, right } }));
  }

  #line(row: Row, field: string, label: string): TemplateResult {
    const given = row.grants.fields?.[field];
    const isOthers = field === '*';
    const current: Choice = given ?? (isOthers ? 'write' : 'default');
    const below = row.base?.fields?.[field];
    const isOwn = row.base !== undefined ? below !== given : given !== undefined;
    const choices: Choice[] = isOthers ? [...RIGHTS] : ['default', ...RIGHTS];
    const reset = isOwn
      ? html`<button type="button" class="u-box-btn" aria-label="${t('rights.reset')}: ${label}" title=${t('rights.reset')}
          @click=${() => this.#set(row, field, below ?? 'default')}>${icon('undo-2')}</button>`
      : nothing;
    return html`<tr class="${isOwn ? 'own' : ''} ${isOthers ? 'others' : ''}"><th scope="row"><div class="name"><span>${label}</span>${reset}</div></th>${
      isOthers ? html`<td></td>` : nothing
    }${choices.map((choice) => {
      const name = choice === 'default' ? t('rights.asOthers') : rightLabel(choice);
      return html`<td><label><input class="u-radio" type="radio" name="r-${field}" aria-label="${label}: ${name}" .checked=${live(choice === current)}
        @change=${() => this.#set(row, field, choice)}></label></td>`;
    })}</tr>`;
  }

  #table(row: Row, entity: ClientEntity): TemplateResult {
    const fields = Object.values(entity.fields).filter(({ name }) => !IDENTITY.has(name));
    const own = fields.filter(({ system }) => !system);
    const system = fields.filter((field) => field.system);
    return html`<div class="box"><table><thead><tr><th scope="col">${t('rights.field')}</th><th scope="col" title=${t('rights.asOthers')}>${t('rights.right.default')}</th>${RIGHTS.map(
      (right) => html`<th scope="col">${rightLabel(right)}</th>`,
    )}</tr></thead><tbody>${this.#line(row, '*', t('rights.otherFields'))}${[...own, ...system].map(
      ({ name, label }) => this.#line(row, name, say(label, name)),
    )}</tbody></table></div>`;
  }

  protected override render(): TemplateResult {
    const row = this.#row;
    if (!row) return html`<p class="u-muted">${t('rights.fieldsNone')}</p>`;
    const doubled = (entity: string) =>
      this.rows.filter((each) => each.entity === entity).length > 1;
    const options = this.rows.map(
      (each, index) =>
        html`<option value=${index} ?selected=${each === row}>${entityLabel(each.entity)}${doubled(each.entity) ? ` (${each.policy})` : ''}</option>`,
    );
    const isLoaded = this.entity?.name === row.entity;
    return html`<div class="pick"><label class="u-label" for="f-entity">${t('rights.fieldsOf')}</label><select class="u-input" id="f-entity" @change=${(
      event: Event,
    ) => {
      this.at = Number((event.target as HTMLSelectElement).value);
    }}>${options}</select></div>${isLoaded && this.entity ? this.#table(row, this.entity) : skeletonLines(8)}`;
  }
}
