// The matrix of a role: entities by actions, a scope in each cell; cards instead of a grid on a phone.
// Tells `cell-open` {row, action} and `row-reset` {row}.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Text } from '../../../core/model/client.ts';
import { currentModel } from '../app/session.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icon.ts';
import type { Transition } from './design-client.ts';
import { isSame } from './overlay.ts';
import {
  actionLabel,
  choiceOf,
  EVERYTHING,
  entityLabel,
  grantLabel,
  sayLabel,
  TRANSITIONS,
} from './permission-words.ts';
import type { Row } from './workspace.ts';

const styles = css`
:host{display:block;min-width:0}
.box{overflow:auto;max-height:calc(100dvh - 340px);min-height:280px;border:1px solid var(--line);border-radius:8px}
table{border-collapse:separate;border-spacing:0;width:100%}
th,td{border-bottom:1px solid var(--line);padding:0;text-align:left;font-weight:400;background:var(--bg)}
tr:last-child>*{border-bottom:0}
thead th{position:sticky;top:0;z-index:2;background:var(--bg-2);height:34px;padding:0 6px;font-size:12px;font-weight:500;color:var(--fg-2);white-space:nowrap}
tbody th{position:sticky;left:0;z-index:1;min-width:184px;max-width:240px;padding:4px 8px 4px 12px;border-right:1px solid var(--line)}
thead th:first-child{left:0;z-index:3;padding-left:12px;border-right:1px solid var(--line)}
.head{display:flex;align-items:center;gap:4px;min-height:28px}
.head>span{display:flex;flex-direction:column;min-width:0;flex:1}
.cell{display:block;width:100%;min-width:76px;height:36px;padding:0 6px;border:0;background:transparent;text-align:left;cursor:pointer;
  font-size:12px;white-space:nowrap;color:var(--fg)}
.cell:hover{background:var(--hover)}
.cell:focus-visible{outline-offset:-2px}
.packs{color:var(--fg-2)}
.none{color:var(--fg-3)}
.own{background:var(--accent-bg);color:var(--on-accent-bg);font-weight:500}
.own:hover{background:var(--accent-bg)}
.cards{display:flex;flex-direction:column;gap:12px}
.card{border:1px solid var(--line);border-radius:8px;padding:10px 12px}
.card h3{font-size:14px;line-height:20px;font-weight:600}
.card ul{display:grid;grid-template-columns:1fr 1fr;gap:4px 8px;margin-top:6px}
.card .cell{display:flex;justify-content:space-between;align-items:center;gap:6px;height:44px;border-radius:6px;padding:0 8px;min-width:0;border:1px solid var(--line)}
.card .cell b{font-weight:400;color:var(--fg-2)}
.card .own b{color:inherit}
@media (max-width:760px){.box{max-height:none}}
`;
const PHONE = '(max-width:760px)';

@customElement('crm-rights-grid')
export class CrmRightsGrid extends LitElement {
  static override styles = [base, styles];
  @property({ attribute: false }) rows: readonly Row[] = [];
  @property({ attribute: false }) actions: readonly string[] = [];
  @property({ attribute: false }) policyLabel: (key: string) => Text | undefined = () => undefined;
  @property({ attribute: false }) transitions: ReadonlyMap<string, readonly Transition[]> =
    new Map();
  @state() private at: readonly [number, number] = [0, 0];
  readonly preferences = new PreferencesController(this);
  readonly #phone = matchMedia(PHONE);
  readonly #turned = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#phone.addEventListener('change', this.#turned);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#phone.removeEventListener('change', this.#turned);
  }

  #open(row: Row, action: string): void {
    this.dispatchEvent(new CustomEvent('cell-open', { detail: { row, action } }));
  }

  #has(entity: string, action: string): boolean {
    if (action === TRANSITIONS) return this.transitions.has(entity);
    if (entity === EVERYTHING) return true;
    return currentModel()?.entities[entity]?.actions.includes(action as 'read') ?? false;
  }

  #key(event: KeyboardEvent): void {
    const [row, column] = this.at;
    const moves: Record<string, readonly [number, number]> = {
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      ArrowRight: [row, column + 1],
      ArrowLeft: [row, column - 1],
      Home: [row, 0],
      End: [row, this.actions.length - 1],
    };
    const to = moves[event.key];
    if (!to) return;
    event.preventDefault();
    this.#focus(
      Math.min(this.rows.length - 1, Math.max(0, to[0])),
      Math.min(this.actions.length - 1, Math.max(0, to[1])),
    );
  }

  async #focus(row: number, column: number): Promise<void> {
    this.at = [row, column];
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-at="${row} ${column}"]`)?.focus();
  }

  /** The actions a cell stands for. */
  #meant(entity: string, action: string): readonly string[] {
    if (action !== TRANSITIONS) return [action];
    return (this.transitions.get(entity) ?? []).map(({ name }) => `transition:${name}`);
  }

  #isOwn({ entity, grants, base: below, policy }: Row, action: string): boolean {
    return (
      policy !== undefined &&
      this.#meant(entity, action).some(
        (each) => !isSame(grants.actions?.[each], below?.actions?.[each]),
      )
    );
  }

  /** The scope of an action; of transitions, how many of them are given at all. */
  #said({ entity, grants }: Row, action: string): { text: string; isNone: boolean } {
    const meant = this.#meant(entity, action);
    const given = meant.filter((each) => choiceOf(grants.actions?.[each]) !== 'none');
    if (action !== TRANSITIONS)
      return { text: grantLabel(grants.actions?.[action]), isNone: given.length === 0 };
    return { text: `${given.length} / ${meant.length}`, isNone: given.length === 0 };
  }

  #look(row: Row, action: string): string {
    if (this.#isOwn(row, action)) return 'own';
    if (this.#said(row, action).isNone) return 'none';
    return row.base ? 'packs' : '';
  }

  #name(row: Row, action: string): string {
    const parts = {
      entity: entityLabel(row.entity),
      action: actionLabel(action),
      scope: this.#said(row, action).text,
    };
    const whose = this.#isOwn(row, action) ? `, ${t('rights.own')}` : '';
    return t('rights.cell', parts) + whose;
  }

  #cell(row: Row, action: string, y: number, x: number): TemplateResult {
    if (!this.#has(row.entity, action))
      return html`<td role="gridcell" data-none><span class="cell packs" tabindex=${this.#tab(y, x)} data-at="${y} ${x}" aria-label="–"></span></td>`;
    const { text, isNone } = this.#said(row, action);
    return html`<td role="gridcell"><button type="button" class="cell ${this.#look(row, action)}" data-at="${y} ${x}" tabindex=${this.#tab(y, x)}
      aria-label=${this.#name(row, action)} @focus=${() => {
        this.at = [y, x];
      }} @click=${() => this.#open(row, action)}>${isNone ? '–' : text}</button></td>`;
  }

  #tab(y: number, x: number): number {
    const [row, column] = this.at;
    const isThere = row < this.rows.length && column < this.actions.length;
    return (isThere ? y === row && x === column : y === 0 && x === 0) ? 0 : -1;
  }

  #note({ policy, alsoFor }: Row): TemplateResult | typeof nothing {
    if (policy === undefined) return nothing;
    const name = sayLabel(this.policyLabel(policy), policy);
    const also =
      alsoFor.length > 0
        ? ` · ${t('rights.alsoFor', { roles: alsoFor.join(t('filter.comma')) })}`
        : '';
    return html`<span class="u-meta u-cut" title=${t('rights.policy', { name }) + also}>${name}${also}</span>`;
  }

  #reset(row: Row): TemplateResult | typeof nothing {
    const isOwn = row.policy !== undefined && !isSame(row.grants, row.base);
    if (!isOwn) return nothing;
    const label = t('rights.resetRow', { entity: entityLabel(row.entity) });
    return html`<button type="button" class="u-box-btn" aria-label=${label} title=${t('rights.reset')}
      @click=${() => this.dispatchEvent(new CustomEvent('row-reset', { detail: { row } }))}>${icon('undo-2')}</button>`;
  }

  #grid(): TemplateResult {
    const head = this.actions.map(
      (action) => html`<th role="columnheader" scope="col">${actionLabel(action)}</th>`,
    );
    return html`<div class="box"><table role="grid" aria-label=${t('rights.title')} @keydown=${this.#key}><thead><tr role="row"><th role="columnheader" scope="col">${t('rights.object')}</th>${head}</tr></thead>
      <tbody>${this.rows.map(
        (row, y) =>
          html`<tr role="row"><th role="rowheader" scope="row"><div class="head"><span><span class="u-strong u-cut">${entityLabel(row.entity)}</span>${this.#note(row)}</span>${this.#reset(row)}</div></th>${this.actions.map(
            (action, x) => this.#cell(row, action, y, x),
          )}</tr>`,
      )}</tbody></table></div>`;
  }

  #card(row: Row): TemplateResult {
    const actions = this.actions.filter((action) => this.#has(row.entity, action));
    return html`<section class="card"><div class="head"><span><h3>${entityLabel(row.entity)}</h3>${this.#note(row)}</span>${this.#reset(row)}</div><ul>${actions.map(
      (action) => {
        return html`<li><button type="button" class="cell ${this.#look(row, action)}" aria-label=${this.#name(row, action)}
          @click=${() => this.#open(row, action)}><b>${actionLabel(action)}</b><span class="u-cut">${this.#said(row, action).text}</span></button></li>`;
      },
    )}</ul></section>`;
  }

  protected override render(): TemplateResult {
    if (this.rows.length === 0) return html`<p class="u-muted">${t('rights.noObjects')}</p>`;
    if (!this.#phone.matches) return this.#grid();
    return html`<div class="cards">${this.rows.map((row) => this.#card(row))}</div>`;
  }
}
