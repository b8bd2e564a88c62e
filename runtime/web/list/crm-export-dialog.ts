// Asks which columns of which records leave as a file, and saves the file the server streams.
import { css, html, LitElement, nothing, render, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import { download, type Query } from '../client.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { segmented } from '../ui/choices.ts';
import '../ui/crm-dialog.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import type { ListSelection } from './list-selection.ts';

export interface ExportQuestion {
  readonly entity: ClientEntity;
  /** The list as it is asked for. */
  readonly question: Query;
  /** Paths of the shown columns. */
  readonly columns: readonly string[];
  readonly count: number;
  /** Chosen records; without it everything the list holds. */
  readonly selection?: ListSelection;
}

type Columns = 'shown' | 'all';
type Heads = 'labels' | 'names';

@customElement('crm-export-dialog')
export class CrmExportDialog extends LitElement {
  static override styles = [
    base,
    css`.asked{display:flex;flex-direction:column;align-items:flex-start;gap:6px}.asked>p+p{margin-top:8px}.u-label:not(:first-child){margin-top:8px}`,
  ];
  @property({ attribute: false }) declare asked: ExportQuestion;
  @state() private columns: Columns = 'shown';
  @state() private heads: Heads = 'labels';
  @state() private busy = false;
  @state() private problem = '';

  #end(): void {
    this.dispatchEvent(new CustomEvent('export-end'));
  }

  #body(): Record<string, unknown> {
    const { entity, question, selection, columns } = this.asked;
    const { filter, deleted: _deleted, ...rest } = question;
    const own = filter === undefined ? undefined : JSON.parse(String(filter));
    const ids = [...(selection?.ids ?? [])];
    const not =
      selection?.all && ids.length > 0 ? { '!': { in: [{ var: 'id' }, ids] } } : undefined;
    const whole = own && not ? { and: [own, not] } : (own ?? not);
    return {
      ...rest,
      entity: entity.name,
      heads: this.heads,
      ...(whole === undefined ? {} : { filter: whole }),
      ...(selection && !selection.all ? { ids } : {}),
      ...(this.columns === 'shown' ? { fields: columns } : {}),
    };
  }

  async #save(): Promise<void> {
    this.busy = true;
    this.problem = '';
    try {
      const name = await download('/api/exports', this.#body());
      toast({ text: t('export.saved', { name }) });
      this.#end();
    } catch (cause) {
      this.problem = cause instanceof Error ? cause.message : t('error.unexpected');
    } finally {
      this.busy = false;
    }
  }

  #columns(): TemplateResult {
    return html`<span class="u-label" id="export-columns">${t('export.columns')}</span>${segmented<Columns>(
      {
        name: 'export-columns',
        value: this.columns,
        choices: [
          { value: 'shown', label: t('export.shown', { count: this.asked.columns.length }) },
          { value: 'all', label: t('export.all') },
        ],
        labelledBy: 'export-columns',
        onChange: (value) => {
          this.columns = value;
        },
      },
    )}`;
  }

  #heads(): TemplateResult {
    return html`<span class="u-label" id="export-heads">${t('export.heads')}</span>${segmented<Heads>(
      {
        name: 'export-heads',
        value: this.heads,
        choices: [
          { value: 'labels', label: t('export.forPeople') },
          { value: 'names', label: t('export.forImport') },
        ],
        labelledBy: 'export-heads',
        onChange: (value) => {
          this.heads = value;
        },
      },
    )}<p class="u-muted">${t(this.heads === 'labels' ? 'export.forPeopleHint' : 'export.forImportHint')}</p>`;
  }

  protected override render(): TemplateResult {
    const { entity, count } = this.asked;
    const title = t('export.title', {
      count: count.toLocaleString(),
      entity: say(entity.labelPlural),
    });
    return html`<crm-dialog open dialog-title=${title} @dialog-close=${() => this.#end()}>
      <div class="asked">${this.#columns()}${this.#heads()}<p class="u-muted">${t('export.logged')}</p></div>${
        this.problem
          ? html`<div class="u-banner u-banner-bad" role="alert">${icon('circle-alert')}${this.problem}</div>`
          : nothing
      }<div slot="foot" class="u-dialog-foot"><button type="button" class="u-btn" @click=${() => this.#end()}>${t('action.cancel')}</button><button type="button"
        class="u-btn u-btn-primary ${this.busy ? 'u-btn-busy' : ''}" ?disabled=${this.busy} @click=${() => void this.#save()}>${icon('download')}${t('export.save')}</button></div></crm-dialog>`;
  }
}

/** Opens the dialog until the file is saved or nothing is wanted. */
export function askExport(asked: ExportQuestion): void {
  const host = document.createElement('div');
  document.body.append(host);
  const end = () => {
    render(nothing, host);
    host.remove();
  };
  render(html`<crm-export-dialog .asked=${asked} @export-end=${end}></crm-export-dialog>`, host);
}
