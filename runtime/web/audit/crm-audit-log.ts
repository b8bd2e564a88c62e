// For administrators: the whole change log with filters, what each change was, and the verification of its chain.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import { currentModel, loadEntity, source } from '../app/session.ts';
import { getJson, type Page } from '../client.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { type HistoryEntry, historyEntry } from '../record/history-entry.ts';
import { recordStyles } from '../record/record-styles.ts';
import { base } from '../ui/base.ts';
import { failedBox, skeletonLines } from '../ui/states.ts';
import { tag } from '../ui/tag.ts';
import { NamesController } from '../widgets/names-controller.ts';
import { type AuditQuery, auditFilters, serverQuery } from './audit-filters.ts';
import './crm-audit-verify.ts';

interface AuditEntry extends HistoryEntry {
  entity: string;
  record: string;
  name: string | null;
  redacted: boolean;
}

const PAGE = 50;
const styles = css`
:host{display:flex;flex-direction:column;gap:20px}
.filters{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:12px}
.filter{display:flex;flex-direction:column;gap:4px;min-width:0}
.filter label{color:var(--fg-2)}
.entry-head{flex-wrap:wrap}
.entry-head a{text-decoration:underline}
`;

@customElement('crm-audit-log')
export class CrmAuditLog extends LitElement {
  static override styles = [base, recordStyles, styles];
  @state() private query: AuditQuery = {};
  @state() private entries: readonly AuditEntry[] | undefined;
  @state() private next: string | null = null;
  @state() private busy = false;
  @state() private error: unknown;
  @state() private entities: ReadonlyMap<string, ClientEntity> = new Map();
  readonly preferences = new PreferencesController(this);
  readonly names = new NamesController(this, () => source);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  async #load(cursor?: string): Promise<void> {
    const { query } = this;
    this.busy = true;
    try {
      const wanted = { ...serverQuery(query), limit: PAGE, cursor };
      const page = await getJson<Page<AuditEntry>>('/api/audit', wanted);
      await this.#learn(['user', query.entity ?? '', ...page.items.map(({ entity }) => entity)]);
      if (query !== this.query) return;
      this.entries = cursor ? [...(this.entries ?? []), ...page.items] : page.items;
      this.next = page.nextCursor;
      this.error = undefined;
    } catch (cause) {
      this.error = cause;
    } finally {
      this.busy = false;
    }
  }

  /** Fetches the definitions of entities that are not known yet. */
  async #learn(names: readonly string[]): Promise<void> {
    const known = currentModel()?.entities ?? {};
    const missing = [...new Set(names)].filter((name) => known[name] && !this.entities.has(name));
    const found = await Promise.all(missing.map((name) => loadEntity(name)));
    this.entities = new Map([...this.entities, ...found.map((each) => [each.name, each] as const)]);
  }

  #narrow(query: AuditQuery): void {
    this.query = query;
    void this.#load();
  }

  #about({ entity, record, name, redacted }: AuditEntry): TemplateResult {
    const label = say(this.entities.get(entity)?.label, entity);
    const target =
      name === null
        ? html`<span class="u-muted">${t('audit.gone')}</span>`
        : html`<a href="/e/${entity}/${record}">${name || record}</a>`;
    return html`${label} ${target} ${redacted ? tag(t('audit.redacted'), 'gray') : nothing}`;
  }

  #entry(entry: AuditEntry, people: ClientEntity): TemplateResult {
    // What the metadata do not know any more comes without values.
    const entity = this.entities.get(entry.entity) ?? people;
    return historyEntry(entry, entity, source, false, this.#about(entry));
  }

  #list(people: ClientEntity): TemplateResult {
    const { entries, next } = this;
    if (this.error) return failedBox(this.error, () => void this.#load());
    if (!entries) return skeletonLines(8);
    if (entries.length === 0) return html`<p class="u-muted" role="status">${t('audit.none')}</p>`;
    return html`<ol class="timeline">${entries.map((entry) => this.#entry(entry, people))}</ol>${
      next
        ? html`<button type="button" class="u-btn older ${this.busy ? 'u-btn-busy' : ''}" ?disabled=${this.busy} @click=${() => void this.#load(next)}>${t('audit.more')}</button>`
        : nothing
    }`;
  }

  protected override render(): TemplateResult {
    const people = this.entities.get('user');
    const { query } = this;
    return html`<section><h2>${t('audit.title')}</h2><p class="u-muted">${t('audit.hint')}</p></section><crm-audit-verify></crm-audit-verify>${
      people
        ? html`${auditFilters({
            query,
            people,
            entity: query.entity ? this.entities.get(query.entity) : undefined,
            onChange: (changed) => this.#narrow(changed),
          })}${this.#list(people)}`
        : this.error
          ? failedBox(this.error, () => void this.#load())
          : skeletonLines(8)
    }`;
  }
}
