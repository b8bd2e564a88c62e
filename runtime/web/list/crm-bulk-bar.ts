// What can be done with the chosen records of a list: change a field, hand over, delete, restore; with progress, undo and
// the reason of every record that was refused. Tells `bulk-select` {ListSelection}, `bulk-export`, `bulk-done`.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { confirm } from '../app/confirm.ts';
import { OfferController, type PageOffer } from '../app/page-actions.ts';
import { restoreRecord } from '../app/record-actions.ts';
import { can } from '../app/session.ts';
import type { Query } from '../client.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { inputText } from '../ui/choices.ts';
import '../ui/crm-dialog.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { sty } from '../ui/sty.ts';
import { renderControl } from '../widgets/registry.ts';
import type { WidgetSource } from '../widgets/source.ts';
import {
  type BulkProgress,
  type BulkRow,
  type BulkWork,
  gather,
  runBulk,
  undoBulk,
} from './bulk-run.ts';
import { bulkStyles } from './bulk-styles.ts';
import { EVERYTHING, type ListSelection, NOTHING } from './list-selection.ts';

const NEVER = new Set(['lines', 'signature', 'json', 'file', 'image', 'auto_number']);
const MOST_UNDONE = 1000;

@customElement('crm-bulk-bar')
export class CrmBulkBar extends LitElement {
  static override styles = [base, bulkStyles];

  @property({ attribute: false }) declare entity: ClientEntity;
  @property({ attribute: false }) declare source: WidgetSource;
  @property({ attribute: false }) selection: ListSelection = NOTHING;
  @property({ attribute: false }) question: Query = {};
  @property({ type: Number }) count = 0;
  @property({ type: Number }) total = 0;
  @property({ type: Boolean }) inBin = false;
  @state() private progress: BulkProgress | undefined;
  /** The change being put together. */
  @state() private edit:
    | { field: ClientField | undefined; value: Json; isFixed: boolean }
    | undefined;
  @state() private failures: BulkProgress['failed'] = [];
  readonly offer = new OfferController(this, () => this.#offered());
  #running: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#running?.abort();
  }

  #tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #select(selection: ListSelection): void {
    this.#tell('bulk-select', selection);
  }

  get #fields(): ClientField[] {
    return Object.values(this.entity.fields).filter(
      (field) =>
        field.right === 'write' &&
        !field.computed &&
        !field.system &&
        field.readOnly !== true &&
        !NEVER.has(field.type),
    );
  }

  /** Runs a change with progress; what went wrong is listed at the end. */
  async #run(work: BulkWork, field?: string): Promise<BulkRow[]> {
    const { entity, selection, question } = this;
    const running = new AbortController();
    this.#running = running;
    this.progress = { done: 0, failed: [], total: this.count };
    let failed: BulkProgress['failed'] = [];
    try {
      const rows = await gather(
        { entity: entity.name, selection, question },
        field,
        running.signal,
      );
      return await runBulk(
        entity.name,
        work,
        rows,
        (progress) => {
          this.progress = progress;
          failed = progress.failed;
        },
        running.signal,
      );
    } catch (cause) {
      const isStopped = running.signal.aborted;
      const text = cause instanceof Error ? cause.message : t('error.unexpected');
      if (!isStopped) toast({ text, kind: 'bad' });
      return [];
    } finally {
      this.progress = undefined;
      this.failures = failed;
      this.#running = undefined;
    }
  }

  async #change(): Promise<void> {
    const { edit } = this;
    if (!edit?.field) return;
    const { name } = edit.field;
    this.edit = undefined;
    const isOwner = name === 'owner' && can(this.entity.name, 'transfer');
    const work: BulkWork = isOwner
      ? { kind: 'transfer', owner: String(edit.value) }
      : { kind: 'update', patch: { [name]: edit.value } };
    const changed = await this.#run(work, name);
    this.#tell('bulk-done');
    if (changed.length === 0) return;
    const undo = async () => {
      await undoBulk(this.entity.name, name, changed).catch((cause: Error) =>
        toast({ text: cause.message, kind: 'bad' }),
      );
      this.#tell('bulk-done');
    };
    toast({ text: t('bulk.changed', { count: changed.length }), undo: () => void undo() });
  }

  #delete = async (): Promise<void> => {
    const { entity, count } = this;
    const isFinal = !entity.features.recycle;
    const isMeant =
      !isFinal ||
      (await confirm({
        title: t('bulk.confirmDelete', { count }),
        text: t('record.confirmDeleteHint'),
        yes: t('action.delete'),
        danger: true,
      }));
    if (!isMeant) return;
    const gone = await this.#run({ kind: 'delete' });
    if (this.failures.length === 0) this.#select(NOTHING);
    this.#tell('bulk-done');
    if (gone.length === 0) return;
    const text = t('record.deletedCount', { count: gone.length });
    const canUndo = !isFinal && gone.length <= MOST_UNDONE;
    toast(canUndo ? { text, undo: () => void this.#restore(gone) } : { text });
  };

  async #restore(rows: readonly BulkRow[]): Promise<void> {
    let count = 0;
    for (const row of rows) if (await restoreRecord(this.entity.name, row.id)) count++;
    if (count > 0) toast({ text: t('bulk.restored', { count }) });
    this.#tell('bulk-done');
  }

  #restoreChosen = async (): Promise<void> => {
    const { entity, selection, question } = this;
    const signal = new AbortController().signal;
    const rows = await gather({ entity: entity.name, selection, question }, undefined, signal);
    this.#select(NOTHING);
    await this.#restore(rows);
  };

  #open(field?: ClientField): void {
    this.edit = { field, value: null, isFixed: field !== undefined };
  }

  /** What the command palette offers for the chosen records. */
  #offered(): PageOffer | undefined {
    const { count, inBin } = this;
    const name = this.entity.name;
    if (count === 0) return undefined;
    const clear = { label: t('list.clearSelection'), icon: 'x', run: () => this.#select(NOTHING) };
    const restore = {
      label: t('list.restoreSelected'),
      icon: 'archive-restore',
      run: () => void this.#restoreChosen(),
    };
    const remove = {
      label: t('list.deleteSelected'),
      icon: 'trash-2',
      run: () => void this.#delete(),
    };
    const edit = { label: t('bulk.edit'), icon: 'pencil', run: () => this.#open() };
    const mayChange = can(name, 'update') && can(name, 'bulk');
    const changes = [...(mayChange ? [edit] : []), ...(can(name, 'delete') ? [remove] : [])];
    const title = t('palette.chosen', { count: count.toLocaleString() });
    return { title, actions: [...(inBin ? [restore] : changes), clear] };
  }

  #actions(): TemplateResult {
    const name = this.entity.name;
    if (this.inBin)
      return html`<button type="button" class="u-btn" @click=${this.#restoreChosen}>${icon('archive-restore')}${t('list.restoreSelected')}</button>`;
    const owner = this.entity.fields.owner;
    const mayChange = can(name, 'update') && can(name, 'bulk');
    const mayHand =
      owner && (can(name, 'transfer') || owner.right === 'write') && can(name, 'bulk');
    return html`${
      mayChange
        ? html`<button type="button" class="u-btn" aria-haspopup="dialog" @click=${() => this.#open()}>${icon('pencil')}${t('bulk.edit')}</button>`
        : nothing
    }${
      mayHand
        ? html`<button type="button" class="u-btn" aria-haspopup="dialog" @click=${() => this.#open(owner)}>${icon('user-round')}${t('bulk.owner')}</button>`
        : nothing
    }${
      can(name, 'export')
        ? html`<button type="button" class="u-btn" aria-haspopup="dialog" @click=${() => this.#tell('bulk-export')}>${icon('download')}${t('list.export')}</button>`
        : nothing
    }${
      can(name, 'delete')
        ? html`<button type="button" class="u-btn u-btn-danger" @click=${this.#delete}>${icon('trash-2')}${t('action.delete')}</button>`
        : nothing
    }`;
  }

  #bar(): TemplateResult {
    const { selection, count, total, progress } = this;
    if (progress) {
      const share =
        progress.total > 0 ? (progress.done + progress.failed.length) / progress.total : 0;
      return html`<div class="bulk" role="group" aria-label=${t('list.selection')}><span class="meter" role="progressbar" aria-label=${t('bulk.running')} aria-valuemin="0"
        aria-valuemax=${progress.total} aria-valuenow=${progress.done}><i ${sty({ width: `${Math.round(share * 100)}%` })}></i></span><span class="u-num">${t(
          'bulk.progress',
          { done: progress.done.toLocaleString(), total: progress.total.toLocaleString() },
        )}</span><button type="button" class="u-btn" @click=${() => this.#running?.abort()}>${t('bulk.stop')}</button></div>`;
    }
    const more =
      !selection.all && total > count
        ? html`<button type="button" class="u-link" @click=${() => this.#select(EVERYTHING)}>${t('bulk.selectAll', { count: total.toLocaleString() })}</button>`
        : nothing;
    return html`<div class="bulk" role="group" aria-label=${t('list.selection')}><span class="u-strong u-num">${t('list.selected', { count: count.toLocaleString() })}</span>${more}${this.#actions()}<button
      type="button" class="u-btn u-btn-ghost u-btn-icon" aria-label=${t('list.clearSelection')} title=${t('list.clearSelection')} @click=${() => this.#select(NOTHING)}>${icon('x')}</button></div>`;
  }

  #value(field: ClientField): TemplateResult {
    return renderControl(
      { ...field, required: false },
      {
        key: 'bulk',
        label: say(field.label, field.name),
        entity: this.entity,
        source: this.source,
        value: this.edit?.value ?? null,
        record: {},
        invalid: false,
        required: false,
        readOnly: false,
        describedBy: '',
        onChange: (value) => {
          if (this.edit) this.edit = { ...this.edit, value };
        },
      },
    );
  }

  #dialog(): TemplateResult {
    const { edit, count } = this;
    const close = () => {
      this.edit = undefined;
    };
    const pick = (event: Event) => {
      const field = this.entity.fields[inputText(event)];
      this.edit = { field, value: null, isFixed: false };
    };
    const which = edit?.isFixed
      ? nothing
      : html`<label class="u-label" for="bulk-field">${t('filter.field')}</label><select class="u-input" id="bulk-field" @change=${pick}><option value="">${t('widget.choose')}</option>${this.#fields.map(
          (field) =>
            html`<option value=${field.name} .selected=${field === edit?.field}>${say(field.label, field.name)}</option>`,
        )}</select>`;
    const value = edit?.field
      ? html`<span class="u-label">${edit.isFixed ? say(edit.field.label) : t('bulk.newValue')}</span>${this.#value(edit.field)}`
      : nothing;
    const isOff = !edit?.field || (edit.value === null && (edit.isFixed || edit.field.required));
    return html`<crm-dialog ?open=${edit !== undefined} dialog-title=${t(edit?.isFixed ? 'bulk.ownerTitle' : 'bulk.editTitle', { count: count.toLocaleString() })} @dialog-close=${close}>${
      edit
        ? html`<div class="fields">${which}${value}</div><div slot="foot" class="u-dialog-foot"><button type="button" class="u-btn" @click=${close}>${t('action.cancel')}</button><button
            type="button" class="u-btn u-btn-primary" ?disabled=${isOff} @click=${() => void this.#change()}>${t('bulk.apply')}</button></div>`
        : nothing
    }</crm-dialog>`;
  }

  #failed(): TemplateResult {
    const close = () => {
      this.failures = [];
    };
    return html`<crm-dialog ?open=${this.failures.length > 0} dialog-title=${t('bulk.failed', { count: this.failures.length })} @dialog-close=${close}>${
      this.failures.length > 0
        ? html`<ul class="failed" tabindex="0" aria-label=${t('bulk.failed', { count: this.failures.length })}>${this.failures.map(
            ({ row, reason }) =>
              html`<li><a href="/e/${this.entity.name}/${row.id}">${row.$name || t('record.unnamed')}</a><span class="u-meta">${reason}</span></li>`,
          )}</ul>`
        : nothing
    }</crm-dialog>`;
  }

  protected override render(): TemplateResult {
    return html`${this.count > 0 || this.progress ? this.#bar() : nothing}${this.#dialog()}${this.#failed()}`;
  }
}
