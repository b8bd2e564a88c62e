// What waits for review and what one has filed: each proposal field by field, with what was, what is now and what is to be;
// approved, rejected with a reason, or withdrawn.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity } from '../../../core/model/client.ts';
import { currentModel, loadEntity, source } from '../app/session.ts';
import { ApiError } from '../client.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import type { TextKey } from '../i18n/zh-cn.ts';
import { base } from '../ui/base.ts';
import { inputText, segmented } from '../ui/choices.ts';
import { icon } from '../ui/icon.ts';
import { failedBox, skeletonLines, stateBox } from '../ui/states.ts';
import { tag } from '../ui/tag.ts';
import type { TagColour } from '../ui/tokens.ts';
import { display, shortMoment } from '../widgets/display.ts';
import {
  type Box,
  decideProposal,
  loadProposals,
  type Proposal,
  type ReviewStep,
} from './proposal.ts';

const STATES: Readonly<Record<Proposal['state'], { text: TextKey; colour: TagColour }>> = {
  first: { text: 'review.first', colour: 'amber' },
  final: { text: 'review.final', colour: 'blue' },
  approved: { text: 'review.approved', colour: 'green' },
  rejected: { text: 'review.rejected', colour: 'red' },
  withdrawn: { text: 'review.withdrawn', colour: 'gray' },
};

const styles = css`
:host{display:block;overflow:auto;flex:1}
.page{max-width:880px;padding:16px 24px 48px;display:flex;flex-direction:column;gap:16px}
.u-card{padding:16px}
header{display:flex;align-items:center;gap:8px;flex-wrap:wrap}
h2{font-size:14px;line-height:20px;font-weight:600}
.steps{margin:8px 0 0;padding:0;list-style:none;color:var(--fg-2)}
.steps q{color:var(--fg)}
table{width:100%;border-collapse:collapse;margin-top:12px}
th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-top:1px solid var(--line);font-weight:400;overflow-wrap:anywhere}
thead th,tbody th{color:var(--fg-2)}
tbody th{width:140px}
.was{color:var(--fg-2);text-decoration:line-through}
.moved{color:var(--warn-fg)}
.new{font-weight:500}
.foot{display:flex;gap:8px;align-items:flex-end;margin-top:12px;flex-wrap:wrap}
.foot label{flex:1;min-width:200px}
.bad{color:var(--bad-fg);margin:8px 0 0}
.more{text-align:center}
@media (max-width:760px){.page{padding:12px 12px 32px}
table,tbody,tr,td,tbody th{display:block;width:auto}thead{display:none}
tr{border-top:1px solid var(--line);padding:8px 0}td,tbody th{border:0;padding:0}
td::before{content:attr(data-label) ' ';color:var(--fg-2)}
.foot .u-btn{min-height:44px;flex:1}.foot label{flex-basis:100%}}
`;

@customElement('crm-proposals')
export class CrmProposals extends LitElement {
  static override styles = [base, styles];
  @state() private box: Box = 'review';
  @state() private items: readonly Proposal[] | undefined;
  @state() private error: unknown;
  @state() private busy = '';
  /** Proposal → what was refused. */
  @state() private refused: Readonly<Record<string, string>> = {};
  /** Proposals whose fields somebody has changed since; approving says so. */
  readonly #moved = new Set<string>();
  readonly #comments = new Map<string, string>();
  readonly #entities = new Map<string, ClientEntity>();
  #cursor: string | null = null;
  readonly preferences = new PreferencesController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  async #load(more = false): Promise<void> {
    this.error = undefined;
    try {
      const page = await loadProposals(this.box, more ? (this.#cursor ?? undefined) : undefined);
      for (const name of new Set(page.items.map(({ entity }) => entity)))
        if (!this.#entities.has(name)) this.#entities.set(name, await loadEntity(name));
      this.items = more ? [...(this.items ?? []), ...page.items] : page.items;
      this.#cursor = page.nextCursor;
    } catch (cause) {
      this.error = cause;
    }
  }

  async #decide(proposal: Proposal, decision: Proposal['may'][number]): Promise<void> {
    const { id } = proposal;
    const comment = this.#comments.get(id)?.trim() || undefined;
    if (decision === 'reject' && !comment) {
      this.refused = { ...this.refused, [id]: t('review.reasonNeeded') };
      this.renderRoot.querySelector<HTMLElement>(`#comment-${id}`)?.focus();
      return;
    }
    this.busy = id;
    try {
      const anyway = decision === 'approve' && this.#moved.has(id) ? true : undefined;
      const decided = await decideProposal(id, decision, { comment, anyway });
      this.items = this.items?.map((item) => (item.id === id ? decided : item));
      this.refused = { ...this.refused, [id]: '' };
    } catch (cause) {
      if (cause instanceof ApiError && cause.code === 'review.changed') this.#moved.add(id);
      const message = cause instanceof Error ? cause.message : t('error.unexpected');
      this.refused = { ...this.refused, [id]: message };
    } finally {
      this.busy = '';
    }
  }

  #value(entity: ClientEntity | undefined, name: string, value: Json): TemplateResult | string {
    const field = entity?.fields[name];
    const shown =
      field && entity ? display({ field, entity, value, source, mode: 'fact' }) : nothing;
    return shown === nothing ? t('widget.none') : (shown as TemplateResult | string);
  }

  #fields(proposal: Proposal): TemplateResult {
    const entity = this.#entities.get(proposal.entity);
    const isChange = proposal.kind === 'update';
    const isOpen = proposal.may.length > 0;
    const row = ({ field, before, now, proposed }: Proposal['fields'][number]) => {
      const isMoved = isChange && isOpen && JSON.stringify(before) !== JSON.stringify(now);
      const old = html`<td data-label=${t('review.before')}><span class="was">${this.#value(entity, field, before)}</span>${
        isMoved
          ? html`<div class="moved">${t('review.now')} ${this.#value(entity, field, now)}</div>`
          : nothing
      }</td>`;
      return html`<tr><th scope="row">${say(entity?.fields[field]?.label, field)}</th>${isChange ? old : nothing}<td
        class="new" data-label=${t('review.after')}>${this.#value(entity, field, proposed)}</td></tr>`;
    };
    return html`<table><thead><tr><th scope="col">${t('review.field')}</th>${isChange ? html`<th scope="col">${t('review.before')}</th>` : nothing}<th
      scope="col">${t('review.after')}</th></tr></thead><tbody>${proposal.fields.map(row)}</tbody></table>`;
  }

  #step(text: TextKey, step: ReviewStep | null): TemplateResult | typeof nothing {
    if (!step) return nothing;
    const values = { name: step.by.name ?? t('notify.somebody'), at: shortMoment(step.at, source) };
    return html`<li>${t(text, values)}${step.comment ? html` <q>${step.comment}</q>` : nothing}</li>`;
  }

  #foot(proposal: Proposal): TemplateResult | typeof nothing {
    const { id, may } = proposal;
    if (may.length === 0) return nothing;
    const isBusy = this.busy === id;
    const button = (decision: Proposal['may'][number], text: TextKey, kind: string) =>
      may.includes(decision)
        ? html`<button type="button" class="u-btn ${kind}" ?disabled=${isBusy} @click=${() => void this.#decide(proposal, decision)}>${t(text)}</button>`
        : nothing;
    const comment = html`<label class="u-field"><span class="u-label">${t('review.comment')}</span><input id=${`comment-${id}`} class="u-input"
      maxlength="2000" @input=${(event: Event) => this.#comments.set(id, inputText(event))}></label>`;
    const approve = this.#moved.has(id) ? 'review.approveAnyway' : 'review.approve';
    return html`<div class="foot">${may.includes('approve') ? comment : nothing}${button('withdraw', 'review.withdraw', '')}${button(
      'reject',
      'review.reject',
      'u-btn-danger',
    )}${button('approve', approve, 'u-btn-primary')}</div>`;
  }

  #proposal(proposal: Proposal): TemplateResult {
    const { id, entity, kind, record, state: step } = proposal;
    const label = say(currentModel()?.entities[entity]?.label, entity);
    const name =
      record?.name ?? String(proposal.fields.find(({ field }) => field === 'name')?.proposed ?? '');
    const title = t(kind === 'create' ? 'review.newTitle' : 'review.changeTitle', {
      entity: label,
      name,
    });
    const { text, colour } = STATES[step];
    const refused = this.refused[id];
    return html`<article class="u-card" aria-labelledby=${`title-${id}`}><header><h2 id=${`title-${id}`} class="u-grow">${
      record?.name ? html`<a href=${`/e/${entity}/${record.id}`}>${title}</a>` : title
    }</h2>${tag(t(text), colour, true)}</header><ul class="steps">${this.#step('review.filedBy', proposal.filed)}${this.#step(
      'review.firstBy',
      proposal.first,
    )}${this.#step('review.finalBy', proposal.final)}</ul>${this.#fields(proposal)}${
      refused ? html`<p class="bad" role="alert">${refused}</p>` : nothing
    }${this.#foot(proposal)}</article>`;
  }

  #list(items: readonly Proposal[]): TemplateResult {
    if (items.length === 0) {
      const isReview = this.box === 'review';
      return stateBox({
        icon: 'clipboard-check',
        title: t(isReview ? 'review.noneWaiting' : 'review.noneFiled'),
        text: t(isReview ? 'review.noneWaitingHint' : 'review.noneFiledHint'),
      });
    }
    return html`${repeat(
      items,
      ({ id }) => id,
      (item) => this.#proposal(item),
    )}${
      this.#cursor
        ? html`<div class="more"><button type="button" class="u-btn" @click=${() => void this.#load(true)}>${icon('chevron-down')}${t('review.more')}</button></div>`
        : nothing
    }`;
  }

  protected override render(): TemplateResult {
    const { items, error } = this;
    const boxes = segmented<Box>({
      name: 'box',
      label: t('review.title'),
      value: this.box,
      choices: [
        { value: 'review', label: t('review.waiting') },
        { value: 'mine', label: t('review.mine') },
      ],
      onChange: (value) => {
        this.box = value;
        this.items = undefined;
        void this.#load();
      },
    });
    return html`<div class="page"><div>${boxes}</div>${
      error
        ? failedBox(error, () => void this.#load())
        : items
          ? this.#list(items)
          : skeletonLines(6)
    }</div>`;
  }
}
