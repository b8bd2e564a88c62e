// The change log of one record, newest first.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { failedBox, skeletonLines } from '../ui/states.ts';
import { NamesController } from '../widgets/names-controller.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { type HistoryEntry, historyEntry, loadHistory } from './history-entry.ts';
import { recordStyles } from './record-styles.ts';

@customElement('crm-history')
export class CrmHistory extends LitElement {
  static override styles = [base, recordStyles];

  @property({ attribute: false }) declare entity: ClientEntity;
  @property({ attribute: false }) declare source: WidgetSource;
  @property() recordId = '';
  /** Asks again when the record has a new version. */
  @property({ type: Number }) version = 0;
  @state() private entries: readonly HistoryEntry[] | undefined;
  @state() private next: string | null = null;
  @state() private busy = false;
  @state() private error: unknown;
  readonly names = new NamesController(this, () => this.source);

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('recordId') || changed.has('version')) void this.#load();
  }

  /** The newest page, or the one after `cursor`. */
  async #load(cursor?: string): Promise<void> {
    const { entity, recordId } = this;
    this.busy = true;
    try {
      const page = await loadHistory(entity.name, recordId, cursor);
      if (recordId !== this.recordId) return;
      this.entries = cursor ? [...(this.entries ?? []), ...page.items] : page.items;
      this.next = page.nextCursor;
      this.error = undefined;
    } catch (cause) {
      this.error = cause;
    } finally {
      this.busy = false;
    }
  }

  #older(): TemplateResult | typeof nothing {
    const { next } = this;
    if (!next) return nothing;
    return html`<button type="button" class="u-btn older ${this.busy ? 'u-btn-busy' : ''}" ?disabled=${this.busy} @click=${() => void this.#load(next)}>${t('timeline.more')}</button>`;
  }

  protected override render(): TemplateResult {
    if (this.error) return failedBox(this.error, () => void this.#load());
    if (!this.entries) return skeletonLines(5);
    if (this.entries.length === 0) return html`<p class="u-muted">${t('record.historyEmpty')}</p>`;
    return html`<ol class="timeline">${this.entries.map((entry) => historyEntry(entry, this.entity, this.source))}</ol>${this.#older()}`;
  }
}
