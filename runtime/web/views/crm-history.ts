// The change log of one record, newest first: who changed which field from what to what.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity } from '../../../core/model/client.ts';
import { getJson } from '../client.ts';
import { say, t } from '../i18n/t.ts';
import type { TextKey } from '../i18n/zh-cn.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icon.ts';
import { failedBox, skeletonLines } from '../ui/states.ts';
import { display, shortMoment } from '../widgets/display.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { recordStyles } from './record-styles.ts';

interface Entry {
  change: number;
  at: string;
  actor: { id: string | null; kind: string; name: string | null };
  action: string;
  version: number;
  changes: { field: string; before: Json; after: Json }[];
}

const WORDS: Readonly<Record<string, { text: TextKey; icon: string }>> = {
  create: { text: 'record.created', icon: 'plus' },
  update: { text: 'record.updated', icon: 'pencil' },
  delete: { text: 'record.deleted', icon: 'trash-2' },
  restore: { text: 'record.restored', icon: 'archive-restore' },
};
const MOST_SHOWN = 8;

@customElement('crm-history')
export class CrmHistory extends LitElement {
  static override styles = [base, recordStyles];

  @property({ attribute: false }) declare entity: ClientEntity;
  @property({ attribute: false }) declare source: WidgetSource;
  @property() recordId = '';
  /** Asks again when the record has a new version. */
  @property({ type: Number }) version = 0;
  @state() private entries: readonly Entry[] | undefined;
  @state() private error: unknown;
  #stopNames: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopNames = this.source?.onNames(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopNames?.();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('recordId') || changed.has('version')) void this.#load();
  }

  async #load(): Promise<void> {
    try {
      const path = `/api/records/${this.entity.name}/${this.recordId}/history`;
      const answer = await getJson<Entry[] | { items: Entry[] }>(path);
      this.entries = Array.isArray(answer) ? answer : answer.items;
      this.error = undefined;
    } catch (cause) {
      this.error = cause;
    }
  }

  #value(name: string, value: Json): TemplateResult | string | typeof nothing {
    const field = this.entity.fields[name];
    if (!field) return nothing;
    const shown = display({ field, entity: this.entity, value, source: this.source, mode: 'fact' });
    return shown === nothing ? t('widget.none') : shown;
  }

  #entry(entry: Entry): TemplateResult {
    const word = WORDS[entry.action];
    const changes = entry.changes.filter(
      ({ field }) => this.entity.fields[field] && !this.entity.fields[field]?.system,
    );
    const isNew = entry.action === 'create';
    return html`<li class="entry"><span class="mark">${icon(word?.icon ?? 'pencil')}</span><div><div class="entry-head"><span><span
      class="u-strong">${entry.actor.name ?? entry.actor.kind}</span> ${word ? t(word.text) : entry.action}</span><time datetime=${entry.at}
      title=${t('record.version', { version: entry.version })}>${shortMoment(entry.at, this.source)}</time></div><div class="changes">${changes
        .slice(0, MOST_SHOWN)
        .map(
          ({ field, before, after }) =>
            html`<div>${say(this.entity.fields[field]?.label, field)}：${
              isNew ? nothing : html`<del>${this.#value(field, before)}</del> → `
            }${this.#value(field, after)}</div>`,
        )}</div></div></li>`;
  }

  protected override render(): TemplateResult {
    if (this.error) return failedBox(this.error, () => void this.#load());
    if (!this.entries) return skeletonLines(5);
    if (this.entries.length === 0) return html`<p class="u-muted">${t('record.historyEmpty')}</p>`;
    return html`<ol class="timeline">${this.entries.map((entry) => this.#entry(entry))}</ol>`;
  }
}
