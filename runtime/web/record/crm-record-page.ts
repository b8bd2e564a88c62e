// The page of one record: head with actions, stage path, highlights, facts by section, tabs with related lists and the
// change log, cards of the first related lists at the side.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { formFor, loadRecord, type RecordRow, valuesOf } from '../app/open-form.ts';
import { OfferController, type PageAction } from '../app/page-actions.ts';
import { entityForRecord } from '../app/record-access.ts';
import { deleteRecords, restoreRecord } from '../app/record-actions.ts';
import { navigate } from '../app/router.ts';
import { can, loadEntity, source } from '../app/session.ts';
import '../access/crm-shares.ts';
import { tellName } from '../app/window-title.ts';
import { layoutOf } from '../form/form-layout.ts';
import type { FormState } from '../form/form-state.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { proposeItem } from '../review/propose-item.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-menu.ts';
import type { MenuItem } from '../ui/crm-menu.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { failedBox, skeletonLines } from '../ui/states.ts';
import { tabs } from '../ui/tabs.ts';
import { colourOf, initialOf } from '../ui/tag.ts';
import { administratorItems } from './administrator-items.ts';
import { changeFields } from './change-fields.ts';
import './crm-facts.ts';
import './crm-timeline.ts';
import { display } from '../widgets/display.ts';
import { isEmpty, optionsOf } from '../widgets/format.ts';
import { NamesController } from '../widgets/names-controller.ts';
import { neighbourOf, positionOf } from './neighbours.ts';
import type { Here } from './preset.ts';
import './crm-history.ts';
import './crm-record-lines.ts';
import './crm-related.ts';
import type { Related } from './crm-related.ts';
import { remember } from './recent.ts';
import { recordStyles } from './record-styles.ts';
import { stagePath } from './stage-path.ts';
import { keepStepFocus, restoreStepFocus } from './step-focus.ts';

const SIDE_CARDS = 3;
const TIMELINE = '$timeline';

@customElement('crm-record-page')
export class CrmRecordPage extends LitElement {
  static override styles = [base, recordStyles];

  @property() entityName = '';
  @property() recordId = '';
  @state() private entity: ClientEntity | undefined;
  @state() private record: RecordRow | undefined;
  @state() private form: FormState | undefined;
  @state() private tab = '';
  @state() private counts: Readonly<Record<string, number>> = {};
  @state() private here: Here = { entity: '', id: '', name: '' };
  @state() private error: unknown;
  readonly preferences = new PreferencesController(this);
  readonly names = new NamesController(this, () => source);
  readonly offer = new OfferController(this, () => ({
    title: this.#name,
    actions: this.#offered(),
  }));

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#shortcut);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#shortcut);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('entityName') || changed.has('recordId')) void this.#load();
  }

  protected override updated(): void {
    if (this.record?.id === this.recordId) restoreStepFocus(this.renderRoot);
  }

  async #load(): Promise<void> {
    this.error = undefined;
    try {
      const whole = await loadEntity(this.entityName);
      const [record, entity] = await Promise.all([
        loadRecord(whole, this.recordId),
        entityForRecord(whole, this.recordId),
      ]);
      const values = valuesOf(entity, record);
      const hasRecordLayout = entity.layouts.some(
        (layout) => layout.kind === 'record' && layout.sections.length > 0,
      );
      this.form = await formFor(entity, hasRecordLayout ? 'record' : 'form', values, false);
      this.entity = entity;
      this.record = record;
      if (this.here.id !== record.id || this.here.name !== this.#name)
        this.here = { entity: entity.name, id: record.id, name: this.#name };
      this.counts = {};
      remember({ entity: entity.name, id: record.id, name: this.#name });
      tellName(this, this.#name);
    } catch (cause) {
      this.error = cause;
    }
  }

  /** May the reader do it with this record? */
  #may(action: string): boolean {
    return this.entity?.actions.includes(action) ?? false;
  }

  get #name(): string {
    return String(this.record?.$name || t('record.unnamed'));
  }

  #shortcut = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0];
    const isTyping = target instanceof HTMLElement && target.matches('input,textarea,select');
    if (isTyping || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'e' && this.#may('update')) {
      event.preventDefault();
      void navigate(`/e/${this.entityName}/${this.recordId}/edit`);
    } else if (event.key === 'j' || event.key === 'k') {
      event.preventDefault();
      void this.#move(event.key === 'j' ? 1 : -1);
    }
  };

  /** To the record before or after it in the list it was opened from; beside a list, the list decides. */
  async #move(step: 1 | -1): Promise<void> {
    const id = await neighbourOf(this.entityName, this.recordId, step);
    if (!id) return;
    if (this.shadowRoot) keepStepFocus(this.shadowRoot);
    const event = new CustomEvent('record-move', { detail: id, cancelable: true });
    if (this.dispatchEvent(event)) await navigate(`/e/${this.entityName}/${id}`, { replace: true });
  }

  async #delete(): Promise<void> {
    const { entity, record } = this;
    if (!entity || !record) return;
    const back = () => void navigate(`/e/${entity.name}/${record.id}`);
    const gone = await deleteRecords(entity, [record], back);
    if (gone.size > 0) await navigate(`/e/${entity.name}`);
  }

  async #restore(): Promise<void> {
    if (await restoreRecord(this.entityName, this.recordId)) await this.#load();
  }

  async #copyLink(): Promise<void> {
    await navigator.clipboard.writeText(location.href);
    toast({ text: t('record.copied') });
  }

  /** What the command palette offers for the record. */
  #offered(): PageAction[] {
    const { entityName, recordId, record } = this;
    if (!record) return [];
    const edit = {
      label: t('action.edit'),
      icon: 'pencil',
      keys: ['E'],
      run: () => void navigate(`/e/${entityName}/${recordId}/edit`),
    };
    const position = positionOf(entityName, recordId);
    const next = {
      label: t('position.next'),
      icon: 'chevron-down',
      keys: ['J'],
      run: () => void this.#move(1),
    };
    const mayEdit = this.#may('update') && !record.deleted_at;
    const hasNext = position && position.at < position.count;
    return [...(mayEdit ? [edit] : []), ...this.#more(), ...(hasNext ? [next] : [])];
  }

  #more(): MenuItem[] {
    const items: MenuItem[] = [
      { label: t('record.copyLink'), icon: 'link', run: () => void this.#copyLink() },
    ];
    items.push({
      label: t('explain.open'),
      icon: 'circle-help',
      run: () => void this.#explain(),
    });
    if (!this.record?.deleted_at)
      items.push(...proposeItem(this.entity, this.recordId, this.#may('update')));
    const { entity, recordId, record } = this;
    const name = String(record?.$name ?? '');
    items.push(...administratorItems(entity, recordId, name, () => void this.#load()));
    if (this.#may('delete') && !this.record?.deleted_at)
      items.push({
        label: t('action.delete'),
        icon: 'trash-2',
        danger: true,
        separated: true,
        run: () => void this.#delete(),
      });
    return items;
  }

  /** Tells why the record, or one field of it, is as it is for the reader. */
  async #explain(field?: string): Promise<void> {
    const { record } = this;
    const entity = await loadEntity(this.entityName);
    const { openExplanation } = await import('../access/crm-explain-dialog.ts');
    if (record) openExplanation({ entity, id: record.id, name: this.#name, field });
  }

  #facts(entity: ClientEntity, record: RecordRow, form: FormState): TemplateResult {
    const isShared = entity.features.share && !record.deleted_at;
    return html`<div class="facts"><crm-facts .form=${form} .record=${record} .source=${source} ?locked=${this.#isLocked}
      @record-changed=${() => void this.#load()} @explain-field=${(event: CustomEvent<string>) =>
        void this.#explain(event.detail)}></crm-facts>${
        isShared
          ? html`<crm-shares .entity=${entity} .recordId=${record.id} .version=${record.version} .source=${source}></crm-shares>`
          : nothing
      }</div>`;
  }

  #head(entity: ClientEntity, record: RecordRow): TemplateResult {
    const subtitle = typeof record.$subtitle === 'string' ? record.$subtitle : '';
    return html`<header class="head"><span class="logo u-tag-${colourOf(record.id)}" aria-hidden="true">${[...this.#name][0] ?? initialOf(this.#name)}</span>
      <div class="u-grow"><h1 class="u-cut">${this.#name}</h1><div class="u-meta u-num u-cut">${subtitle || say(entity.label)}</div></div>${
        this.#may('update') && !record.deleted_at
          ? html`<a class="u-btn edit" aria-label=${t('action.edit')} href="/e/${entity.name}/${record.id}/edit">${icon('pencil')}${t('action.edit')}</a>`
          : nothing
      }<crm-menu .items=${this.#more()} .label=${t('action.more')} icon="ellipsis"></crm-menu>${this.#position()}</header>`;
  }

  #position(): TemplateResult | typeof nothing {
    const position = positionOf(this.entityName, this.recordId);
    if (!position) return nothing;
    const step = (by: 1 | -1, label: string, name: string, isThere: boolean) =>
      html`<button type="button" class="u-btn u-btn-ghost u-btn-icon" aria-label=${label} title=${label} data-step=${by} ?disabled=${!isThere}
        @click=${() => void this.#move(by)}>${icon(name)}</button>`;
    return html`<span class="position u-num">${t('position.of', { at: position.at, count: position.count.toLocaleString() })}</span>${step(
      -1,
      t('position.previous'),
      'chevron-up',
      position.at > 1,
    )}${step(1, t('position.next'), 'chevron-down', position.at < position.count)}`;
  }

  #bin(record: RecordRow): TemplateResult | typeof nothing {
    if (!record.deleted_at) return nothing;
    return html`<div class="u-banner u-banner-warn bin">${icon('trash-2')}<span class="u-grow">${t('record.inBin')}</span><button type="button" class="u-link"
      ?hidden=${!this.#may('restore')} @click=${this.#restore}>${t('action.restore')}</button></div>`;
  }

  #value(field: ClientField): TemplateResult | string | typeof nothing {
    const { entity, form } = this;
    if (!entity || !form) return nothing;
    return display({ field, entity, value: form.values[field.name], source, mode: 'fact' });
  }

  #highlights(entity: ClientEntity): TemplateResult | typeof nothing {
    const names = layoutOf(entity, 'record').highlights;
    const fields = names.map((name) => entity.fields[name]).filter((field) => field !== undefined);
    if (fields.length === 0) return nothing;
    return html`<dl class="highlights">${fields.map((field) => html`<div><dt>${say(field.label)}</dt><dd>${this.#shownOr(field)}</dd></div>`)}</dl>`;
  }

  #shownOr(field: ClientField): TemplateResult | string {
    const shown = this.#value(field);
    return shown === nothing
      ? html`<span class="u-muted">–</span>`
      : (shown as TemplateResult | string);
  }

  get #isLocked(): boolean {
    return !this.#may('update') || Boolean(this.record?.deleted_at);
  }

  #stage(entity: ClientEntity): TemplateResult | typeof nothing {
    const name = layoutOf(entity, 'record').stage;
    const field = name ? entity.fields[name] : undefined;
    const { form } = this;
    if (!field || !form) return nothing;
    const isFixed = this.#isLocked || form.isReadOnly(field);
    const pick = isFixed ? undefined : (value: string) => void this.#toStage(field, value);
    return stagePath(field, entity, form.values[field.name], form.allowed(field), pick);
  }

  async #toStage(field: ClientField, value: string): Promise<void> {
    const { entity, form, record } = this;
    if (!entity || !form || !record || form.values[field.name] === value) return;
    const option = optionsOf(field, entity).find((each) => each.value === value);
    const said = t('stage.changed', { field: say(field.label), value: say(option?.label, value) });
    const changed = () => void this.#load();
    const answer = await changeFields({
      form,
      record,
      changes: { [field.name]: value },
      said,
      changed,
    });
    if (answer.state === 'refused') toast({ text: answer.error, kind: 'bad' });
    if (answer.state !== 'saved') form.set(field.name, form.original[field.name] ?? null);
    this.requestUpdate();
  }

  get #related(): readonly Related[] {
    return this.entity
      ? layoutOf(this.entity, 'record').related.filter((related) => can(related.entity, 'read'))
      : [];
  }

  #counted = (event: CustomEvent<{ name: string; count: number }>): void => {
    this.counts = { ...this.counts, [event.detail.name]: event.detail.count };
  };

  #lines(): TemplateResult[] {
    const { form, entity } = this;
    if (!form || !entity) return [];
    return form
      .shownFields()
      .filter((field) => field.type === 'lines' && !isEmpty(form.values[field.name]))
      .map(
        (field) =>
          html`<crm-record-lines .field=${field} .entity=${entity} .value=${form.values[field.name]} .source=${source}></crm-record-lines>`,
      );
  }

  #middle(entity: ClientEntity, record: RecordRow): TemplateResult {
    const related = this.#related;
    const list = related.map(({ name, label }) => ({
      name,
      label: say(label),
      count: this.counts[name],
    }));
    const parts = layoutOf(entity, 'record').timeline;
    if (parts.length > 0)
      list.unshift({ name: TIMELINE, label: t('timeline.title'), count: undefined });
    else if (entity.features.audit)
      list.push({ name: '$history', label: t('record.history'), count: undefined });
    const current = list.some((tab) => tab.name === this.tab) ? this.tab : (list[0]?.name ?? '');
    const shown = related.find(({ name }) => name === current);
    const panel = shown
      ? html`<crm-related .related=${shown} .here=${this.here} .version=${record.version} .source=${source} @related-count=${this.#counted}
            @record-changed=${() => void this.#load()}></crm-related>`
      : current === TIMELINE
        ? html`<crm-timeline .entity=${entity} .parts=${parts} .here=${this.here} .version=${record.version} .source=${source}
            @record-changed=${() => void this.#load()}></crm-timeline>`
        : current === '$history'
          ? html`<crm-history .entity=${entity} .recordId=${record.id} .version=${record.version} .source=${source}></crm-history>`
          : nothing;
    return html`<div class="middle">${this.#lines()}${
      list.length > 0
        ? tabs({
            label: t('record.related'),
            prefix: 'record',
            current,
            tabs: list,
            onSelect: (name) => {
              this.tab = name;
            },
          })
        : nothing
    }<div class="panel" role="tabpanel" aria-labelledby="record-${current}">${panel}</div></div>`;
  }

  #side(record: RecordRow): TemplateResult | typeof nothing {
    const related = this.#related.slice(0, SIDE_CARDS);
    if (related.length === 0) return nothing;
    return html`<aside class="side" aria-label=${t('record.related')}>${related.map(
      (each) =>
        html`<crm-related cards .related=${each} .here=${this.here} .version=${record.version} .source=${source} @record-changed=${() => void this.#load()}></crm-related>`,
    )}</aside>`;
  }

  protected override render(): TemplateResult {
    if (this.error) return failedBox(this.error, () => void this.#load(), true);
    const { entity, record, form } = this;
    if (!entity || !record || !form) return html`<div class="head"></div>${skeletonLines(8)}`;
    const side = this.#side(record);
    return html`${this.#head(entity, record)}${this.#bin(record)}${this.#stage(entity)}${this.#highlights(entity)}<div class="body ${
      side === nothing ? 'body-2' : ''
    }">${this.#facts(entity, record, form)}${this.#middle(entity, record)}${side}</div>`;
  }
}
