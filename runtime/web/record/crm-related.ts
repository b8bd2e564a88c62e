// Records of another entity that point to this one: a small table, or cards beside the record.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClientEntity, ClientLayout } from '../../../core/model/client.ts';
import { can, loadEntity } from '../app/session.ts';
import { getJson, type Page } from '../client.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icon.ts';
import { failedBox, skeletonLines } from '../ui/states.ts';
import { cardOf } from '../views/card.ts';
import { type Column, columnsOf, requestedFields } from '../views/columns.ts';
import { gridStyles } from '../views/grid-styles.ts';
import type { ListRow } from '../views/list-pages.ts';
import { display } from '../widgets/display.ts';
import { NamesController } from '../widgets/names-controller.ts';
import { readValue } from '../widgets/row-values.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { type Here, presetFor } from './preset.ts';
import { recordStyles } from './record-styles.ts';

export type Related = ClientLayout['related'][number];
const SHOWN = 20;
const CARDS = 5;

@customElement('crm-related')
export class CrmRelated extends LitElement {
  static override styles = [base, gridStyles, recordStyles];

  @property({ attribute: false }) declare related: Related;
  @property({ attribute: false }) declare source: WidgetSource;
  /** The record they point to. */
  @property({ attribute: false }) here: Here = { entity: '', id: '', name: '' };
  /** Asks again when that record has a new version. */
  @property({ type: Number }) version = 0;
  @property({ type: Boolean, reflect: true }) cards = false;
  @state() private entity: ClientEntity | undefined;
  @state() private columns: readonly Column[] = [];
  @state() private rows: readonly ListRow[] | undefined;
  @state() private error: unknown;
  readonly names = new NamesController(this, () => this.source);

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('related') || changed.has('here') || changed.has('version')) void this.#load();
  }

  async #load(): Promise<void> {
    const { related } = this;
    try {
      const entity = await loadEntity(related.entity);
      const view = entity.views.find((each) => each.default) ?? entity.views[0];
      const named = related.columns.map((path) => ({ path }));
      this.columns = await columnsOf(
        entity,
        named.length > 0 ? { columns: named } : view,
        loadEntity,
      );
      const own = { '==': [{ var: related.field }, this.here.id] };
      const filter = JSON.stringify(related.filter ? { and: [own, related.filter] } : own);
      const query = {
        filter,
        fields: requestedFields(this.columns),
        sort: related.sort,
        limit: SHOWN,
        count: 'exact',
      };
      const page = await getJson<Page<ListRow>>(`/api/records/${related.entity}`, query);
      this.entity = entity;
      this.rows = page.items;
      this.error = undefined;
      const count = page.count ?? page.items.length;
      this.dispatchEvent(
        new CustomEvent('related-count', { detail: { name: related.name, count } }),
      );
    } catch (cause) {
      this.error = cause;
    }
  }

  #cell(row: ListRow, column: Column, index: number): TemplateResult {
    const value = readValue(row, column.path, column.field, this.source);
    const shown = display({ ...column, value, source: this.source, mode: 'cell' });
    const isName = index === 0;
    return html`<td class=${column.right ? 'u-right' : ''}>${
      isName
        ? html`<a class="u-strong" href="/e/${this.related.entity}/${row.id}">${shown === nothing ? row.$name : shown}</a>`
        : shown
    }</td>`;
  }

  #table(rows: readonly ListRow[]): TemplateResult {
    return html`<div class="related" tabindex="0" role="region" aria-label=${say(this.related.label)}><table class="u-table"><thead><tr>${this.columns.map(
      (column) => html`<th scope="col" class=${column.right ? 'u-right' : ''}>${column.label}</th>`,
    )}</tr></thead><tbody>${rows.map((row) => html`<tr>${this.columns.map((column, index) => this.#cell(row, column, index))}</tr>`)}</tbody></table></div>`;
  }

  #create = async (): Promise<void> => {
    const { entity: name, field } = this.related;
    const [{ quickCreate }, entity] = await Promise.all([
      import('../form/form-dialogs.ts'),
      loadEntity(name),
    ]);
    const made = await quickCreate(name, presetFor(entity, field, this.here));
    if (!made) return;
    await this.#load();
    this.dispatchEvent(new CustomEvent('record-changed', { bubbles: true, composed: true }));
  };

  #add(): TemplateResult | typeof nothing {
    if (!can(this.related.entity, 'create')) return nothing;
    const label = t('app.newEntity', { entity: say(this.entity?.label) });
    return this.cards
      ? html`<button type="button" class="u-box-btn" aria-label=${label} title=${label} @click=${this.#create}>${icon('plus')}</button>`
      : html`<button type="button" class="u-btn" @click=${this.#create}>${icon('plus')}${label}</button>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.error) return this.cards ? nothing : failedBox(this.error, () => void this.#load());
    const { rows } = this;
    if (!rows) return skeletonLines(3);
    const label = say(this.related.label);
    const none = html`<p class="u-muted">${t('record.noRelated', { entity: label })}</p>`;
    if (this.cards)
      return html`<h2>${label}${this.#add()}</h2>${rows.length === 0 ? none : nothing}${rows
        .slice(0, CARDS)
        .map(
          (row) =>
            html`<div class="u-card small">${cardOf(row, this.related.entity, this.columns.slice(1), this.source)}</div>`,
        )}`;
    return html`<div class="bar"><span class="u-muted"></span>${this.#add()}</div>${rows.length === 0 ? none : this.#table(rows)}`;
  }
}
