// Gives a record to somebody, or changes how it is given: to whom, read or write, in which part, until when.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import { addUnits } from '../../../core/rules/dates.ts';
import { dateInZone, startOfDate } from '../../../core/rules/zones.ts';
import { can } from '../app/session.ts';
import { ApiError, request } from '../client.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { inputText, segmented } from '../ui/choices.ts';
import type { ComboItem, ComboSearch } from '../ui/combo-types.ts';
import '../ui/crm-combo.ts';
import '../ui/crm-dialog.ts';
import { toast } from '../ui/crm-toasts.ts';
import { describedBy, fieldFrame } from '../ui/field-frame.ts';
import '../widgets/crm-date-input.ts';
import { lookUp } from '../widgets/lookup.ts';
import type { WidgetSource } from '../widgets/source.ts';
import {
  kindLabel,
  levelLabel,
  SHARE_KINDS,
  type Share,
  type ShareKind,
  type ShareLevel,
} from './share.ts';

export interface ShareQuestion {
  entity: ClientEntity;
  recordId: string;
  source: WidgetSource;
  /** The share to change; without it a new one is made. */
  share?: Share | undefined;
}

const styles = css`
.fields{display:flex;flex-direction:column;gap:14px;padding-bottom:4px}
.days{display:flex;flex-wrap:wrap;gap:6px;margin-top:6px}
`;
const DAYS = [7, 30, 90] as const;
const PART_LENGTH = 60;

@customElement('crm-share-dialog')
export class CrmShareDialog extends LitElement {
  static override styles = [base, styles];

  @property({ attribute: false }) declare question: ShareQuestion;
  @property({ attribute: false }) declare answer: (isShared: boolean) => void;
  @state() private kind: ShareKind = 'user';
  @state() private chosen: readonly ComboItem[] = [];
  @state() private level: ShareLevel = 'read';
  @state() private task = '';
  /** The last day it holds. */
  @state() private until = '';
  @state() private errors: Readonly<Record<string, string>> = {};
  @state() private busy = false;
  readonly preferences = new PreferencesController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    const { share, source } = this.question;
    if (!share) return;
    const { kind, id, name } = share.principal;
    this.kind = kind;
    this.chosen = [{ id, label: name ?? t('share.unseen'), person: kind === 'user' }];
    this.level = share.level;
    this.task = share.part ?? '';
    const end = share.expires_at && Date.parse(share.expires_at) - 1;
    this.until = end ? (dateInZone(new Date(end).toISOString(), source.timeZone) ?? '') : '';
  }

  readonly #search: ComboSearch = (q, cursor, signal) =>
    lookUp(
      this.question.source,
      this.kind,
      { q, cursor, signal },
      this.kind === 'user' ? { '==': [{ var: 'active' }, true] } : undefined,
    );

  /** It holds to the end of its last day, where the reader is. */
  get #expires(): string | null {
    if (!this.until) return null;
    return (
      startOfDate(addUnits(this.until, 1, 'day') ?? '', this.question.source.timeZone) ?? this.until
    );
  }

  async #save(): Promise<void> {
    const [principal] = this.chosen;
    if (!principal) {
      this.errors = { principal: t('auth.required') };
      return;
    }
    const { entity, recordId } = this.question;
    this.busy = true;
    this.errors = {};
    try {
      const body = {
        principal: { kind: this.kind, id: principal.id },
        level: this.level,
        part: this.task.trim() || null,
        expires_at: this.#expires,
      };
      await request('POST', `/api/records/${entity.name}/${recordId}/shares`, { body });
      toast({ text: t('share.done', { name: principal.label }) });
      this.answer(true);
    } catch (cause) {
      this.#refused(cause);
    } finally {
      this.busy = false;
    }
  }

  #refused(cause: unknown): void {
    const [first] = cause instanceof ApiError ? cause.problems : [];
    const place = first?.at === '/expires_at' ? 'until' : 'principal';
    const text = cause instanceof Error ? cause.message : t('error.unexpected');
    this.errors = { [place]: first?.message ?? text };
  }

  #kinds(): TemplateResult {
    const shown = SHARE_KINDS.filter((kind) => can(kind, 'read'));
    const control = segmented({
      name: 'f-kind',
      value: this.kind,
      labelledBy: 'f-kind-l',
      choices: shown.map((value) => ({ value, label: kindLabel(value) })),
      onChange: (kind) => {
        this.kind = kind;
        this.chosen = [];
      },
    });
    return fieldFrame({ key: 'kind', label: t('share.with'), control, group: true });
  }

  #principal(): TemplateResult {
    const error = this.errors.principal;
    const label = kindLabel(this.kind);
    const control = html`<crm-combo .key=${'principal'} .label=${label} .chosen=${this.chosen} .search=${this.#search} .debounce=${120}
      required .invalid=${error !== undefined} .disabled=${this.question.share !== undefined} .describedBy=${describedBy('principal', error)}
      .placeholder=${t('widget.searchChoose')} @value-change=${(
        event: CustomEvent<{ value: ComboItem[] }>,
      ) => {
        this.chosen = event.detail.value;
      }}></crm-combo>`;
    return fieldFrame({
      key: 'principal',
      label,
      required: true,
      control,
      ...(error ? { error } : {}),
    });
  }

  #level(): TemplateResult {
    const control = segmented<ShareLevel>({
      name: 'f-level',
      value: this.level,
      labelledBy: 'f-level-l',
      choices: (['read', 'write'] as const).map((value) => ({ value, label: levelLabel(value) })),
      onChange: (level) => {
        this.level = level;
      },
    });
    return fieldFrame({
      key: 'level',
      label: t('share.level'),
      control,
      group: true,
      help: t('share.levelHint'),
    });
  }

  #part(): TemplateResult {
    const control = html`<input class="u-input" id="f-part" maxlength=${PART_LENGTH} .value=${this.task} placeholder=${t('share.partExample')}
      aria-describedby="f-part-h" @input=${(event: Event) => {
        this.task = inputText(event);
      }}>`;
    return fieldFrame({ key: 'part', label: t('share.part'), control, help: t('share.partHint') });
  }

  #until(): TemplateResult {
    const error = this.errors.until;
    const { source } = this.question;
    const today = source.today();
    const set = (value: string) => {
      this.until = value;
    };
    const control = html`<div><crm-date-input .key=${'until'} .label=${t('share.untilField')} .value=${this.until} .today=${today} .min=${today}
      .invalid=${error !== undefined} .describedBy=${describedBy('until', error, t('share.untilHint'))}
      @value-change=${(event: CustomEvent<{ value: string }>) => set(event.detail.value)}></crm-date-input><div class="days">${DAYS.map(
        (days) =>
          html`<button type="button" class="u-btn" @click=${() => set(addUnits(today, days, 'day') ?? '')}>${t('share.days', { days })}</button>`,
      )}${this.until ? html`<button type="button" class="u-btn u-btn-ghost" @click=${() => set('')}>${t('share.never')}</button>` : nothing}</div></div>`;
    return fieldFrame({
      key: 'until',
      label: t('share.untilField'),
      control,
      help: t('share.untilHint'),
      ...(error ? { error } : {}),
    });
  }

  #key = (event: KeyboardEvent): void => {
    // Keys pressed in a dialog are not the page's.
    event.stopPropagation();
    const isSave = (event.key === 's' || event.key === 'Enter') && (event.ctrlKey || event.metaKey);
    if (!isSave || event.isComposing) return;
    event.preventDefault();
    void this.#save();
  };

  protected override render(): TemplateResult {
    const title = t(this.question.share ? 'share.change' : 'share.add');
    const close = () => this.answer(false);
    return html`<crm-dialog open dialog-title=${title} @dialog-close=${close} @keydown=${this.#key}><div class="fields">${
      this.question.share ? nothing : this.#kinds()
    }${this.#principal()}${this.#level()}${this.#part()}${this.#until()}</div>
      <div slot="foot" class="u-dialog-foot"><button type="button" class="u-btn" @click=${close}>${t('action.cancel')}</button><button type="button"
      class="u-btn u-btn-primary ${this.busy ? 'u-btn-busy' : ''}" ?disabled=${this.busy} @click=${() => void this.#save()}>${t(
        this.question.share ? 'action.save' : 'share.add',
      )}</button></div></crm-dialog>`;
  }
}

/** Asks whom to share with. @returns whether something was shared or changed */
export function askShare(question: ShareQuestion): Promise<boolean> {
  const dialog = document.createElement('crm-share-dialog') as CrmShareDialog;
  return new Promise((resolve) => {
    dialog.question = question;
    dialog.answer = (isShared) => {
      dialog.remove();
      resolve(isShared);
    };
    document.body.append(dialog);
  });
}
