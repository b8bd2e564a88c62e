// Everything that happened around a record, newest first: records that point to it, its changes; with a composer for what
// is written here all day.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import { can } from '../app/session.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icon.ts';
import { failedBox, skeletonLines } from '../ui/states.ts';
import { display, shortMoment } from '../widgets/display.ts';
import { NamesController } from '../widgets/names-controller.ts';
import { readValue } from '../widgets/row-values.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { recordStyles } from './record-styles.ts';
import './crm-composer.ts';
import { historyEntry } from './history-entry.ts';
import type { Here } from './preset.ts';
import { TimelineFeed } from './timeline-feed.ts';
import {
  CHANGES,
  changeStream,
  type RecordEntry,
  recordStream,
  type TimelineEntry,
  type TimelinePart,
} from './timeline-streams.ts';
import { timelineStyles } from './timeline-styles.ts';

@customElement('crm-timeline')
export class CrmTimeline extends LitElement {
  static override styles = [base, recordStyles, timelineStyles];

  @property({ attribute: false }) declare entity: ClientEntity;
  @property({ attribute: false }) parts: readonly TimelinePart[] = [];
  @property({ attribute: false }) declare source: WidgetSource;
  @property({ attribute: false }) here: Here = { entity: '', id: '', name: '' };
  /** Asks again when the record has a new version. */
  @property({ type: Number }) version = 0;
  @state() private entries: readonly TimelineEntry[] | undefined;
  @state() private only = '';
  @state() private busy = false;
  @state() private error: unknown;
  readonly preferences = new PreferencesController(this);
  #feed: TimelineFeed<TimelineEntry> | undefined;
  readonly names = new NamesController(this, () => this.source);

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('here') || changed.has('version') || changed.has('only')) void this.#load();
  }

  get #readable(): TimelinePart[] {
    return this.parts.filter((part) => can(part.entity, 'read'));
  }

  async #load(): Promise<void> {
    const { entity, only } = this;
    const { id } = this.here;
    const streams = this.#readable
      .filter((part) => !only || part.name === only)
      .map((part) => recordStream(part, id));
    if (entity.features.audit && (!only || only === CHANGES))
      streams.push(changeStream(entity, id));
    this.#feed = new TimelineFeed(streams);
    await this.#more();
  }

  async #more(): Promise<void> {
    const feed = this.#feed;
    if (!feed) return;
    this.busy = true;
    try {
      await feed.more();
      this.error = undefined;
    } catch (cause) {
      this.error = cause;
    }
    // Another record or another choice came in between: its own answer counts.
    if (feed !== this.#feed) return;
    this.busy = false;
    this.entries = feed.entries();
  }

  #choices(): TemplateResult | typeof nothing {
    const parts = this.#readable.map((part) => ({
      name: part.name,
      label: say(part.label) || say(this.source.head(part.entity)?.labelPlural),
    }));
    if (this.entity.features.audit) parts.push({ name: CHANGES, label: t('timeline.changes') });
    if (parts.length < 2) return nothing;
    const all = [{ name: '', label: t('timeline.all') }, ...parts];
    return html`<div class="choices" role="group" aria-label=${t('timeline.title')}>${all.map(
      ({ name, label }) =>
        html`<button type="button" class="choice" aria-pressed=${this.only === name} @click=${() => {
          this.only = name;
        }}>${label}</button>`,
    )}</div>`;
  }

  #record(entry: RecordEntry): TemplateResult {
    const { row, part, entity, title, body } = entry;
    const tags = title.map((column) => {
      const value = readValue(row, column.path, column.field, this.source);
      return display({ ...column, value, source: this.source, mode: 'cell' });
    });
    const text = body && readValue(row, body.path, body.field, this.source);
    const shown = body && display({ ...body, value: text, source: this.source, mode: 'fact' });
    return html`<li class="entry"><span class="mark">${icon(entity.icon || 'message-square')}</span><div><div class="entry-head"><a class="u-strong who"
      href="/e/${part.entity}/${row.id}">${entry.who || row.$name || say(entity.label)}</a>${tags}<time datetime=${entry.at}
      >${shortMoment(entry.at, this.source)}</time></div>${shown === undefined || shown === nothing ? nothing : html`<div class="told">${shown}</div>`}</div></li>`;
  }

  #composer(): TemplateResult | typeof nothing {
    const part = this.#readable.find((each) => each.composer && can(each.entity, 'create'));
    if (!part) return nothing;
    return html`<crm-composer .about=${part} .here=${this.here} .source=${this.source}
      @composer-saved=${() => this.#posted()}></crm-composer>`;
  }

  #posted(): void {
    void this.#load();
    this.dispatchEvent(new CustomEvent('record-changed', { bubbles: true, composed: true }));
  }

  #list(entries: readonly TimelineEntry[]): TemplateResult {
    if (entries.length === 0) return html`<p class="u-muted">${t('timeline.empty')}</p>`;
    const more = this.#feed?.hasMore
      ? html`<button type="button" class="u-btn older ${this.busy ? 'u-btn-busy' : ''}" ?disabled=${this.busy} @click=${() => void this.#more()}>${t('timeline.more')}</button>`
      : nothing;
    return html`<ol class="timeline">${entries.map((entry) =>
      entry.kind === 'change'
        ? historyEntry(entry.entry, this.entity, this.source, true)
        : this.#record(entry),
    )}</ol>${more}`;
  }

  protected override render(): TemplateResult {
    if (this.error) return failedBox(this.error, () => void this.#load());
    return html`${this.#composer()}${this.#choices()}${this.entries ? this.#list(this.entries) : skeletonLines(5)}`;
  }
}
