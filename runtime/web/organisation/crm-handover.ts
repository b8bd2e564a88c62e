// Handing over what a person has: what there is, who gets it, one button, and what became of it.
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { AccountElement } from '../account/account-element.ts';
import { accountStyles } from '../account/account-styles.ts';
import { confirm } from '../app/confirm.ts';
import { source } from '../app/session.ts';
import { getJson, request } from '../client.ts';
import { say, t } from '../i18n/t.ts';
import type { TextKey } from '../i18n/zh-cn.ts';
import { base } from '../ui/base.ts';
import type { ComboItem, ComboSearch } from '../ui/combo-types.ts';
import '../ui/crm-combo.ts';
import { toast } from '../ui/crm-toasts.ts';
import { describedBy, fieldFrame } from '../ui/field-frame.ts';
import { icon } from '../ui/icon.ts';
import { skeletonLines } from '../ui/states.ts';
import '../widgets/crm-date-input.ts';
import { lookUp } from '../widgets/lookup.ts';

const COUNTS = {
  position: ['reports', 'heads', 'leads', 'memberships'],
  ends: ['deputies', 'grants', 'shares'],
} as const;
type CountName = (typeof COUNTS)[keyof typeof COUNTS][number];
type Counts = Record<CountName, number> & { records: { entity: string; count: number }[] };
type Preview = Counts & { person: { id: string; name: string; active: boolean } };

const styles = css`
h1{font-size:16px;line-height:22px;font-weight:600}
table{max-width:560px}
td:nth-child(2),th:nth-child(2){text-align:right;font-variant-numeric:tabular-nums;width:90px}
td:nth-child(3){width:260px}
td{vertical-align:middle!important}
.all{display:flex;flex-direction:column;gap:24px;width:100%}
form{width:100%}
.narrow{width:min(360px,100%)}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 16px}
dd{font-variant-numeric:tabular-nums}
.check{display:flex;gap:8px;align-items:flex-start;cursor:pointer;min-height:28px}
.check input{margin-top:2px}
@media (max-width:760px){
  .u-table tr{display:flex;flex-wrap:wrap;border-bottom:1px solid var(--line);padding:4px 0}
  .u-table td{border:0;flex:1}
  .u-table td:nth-child(3){flex:0 0 100%}
}
`;

@customElement('crm-handover')
export class CrmHandover extends AccountElement {
  static override styles = [base, accountStyles, styles];
  /** Id of the person whose work is handed over. */
  @property() user = '';
  @state() private preview: Preview | undefined;
  @state() private done: Counts | undefined;
  @state() private receivers: Readonly<Record<string, ComboItem>> = {};
  @state() private isClosing = true;
  @state() private leftOn = '';
  protected override fieldNames = ['to', 'reports_to', 'left_on'];

  override connectedCallback(): void {
    super.connectedCallback();
    this.leftOn = source.today();
    void this.attempt(() => this.#load());
  }

  get #path(): string {
    return `/api/people/${this.user}/handover`;
  }

  async #load(): Promise<void> {
    this.preview = await getJson<Preview>(this.#path);
    this.isClosing = this.preview.person.active;
  }

  readonly #search: ComboSearch = (q, cursor, signal) =>
    lookUp(
      source,
      'user',
      { q, cursor, signal },
      {
        and: [{ '==': [{ var: 'active' }, true] }, { '!': { '==': [{ var: 'id' }, this.user] } }],
      },
    );

  #person(key: string, label: string, hint = '', required = false): TemplateResult {
    const chosen = this.receivers[key];
    const error = this.errors[key];
    return html`<crm-combo .key=${key} .label=${label} .chosen=${chosen ? [chosen] : []} .search=${this.#search} .debounce=${120}
      .required=${required} .invalid=${error !== undefined} .describedBy=${describedBy(key, error, hint)} .placeholder=${hint || t('widget.searchChoose')}
      @value-change=${(event: CustomEvent<{ value: ComboItem[] }>) => {
        const [item] = event.detail.value;
        const { [key]: _, ...others } = this.receivers;
        this.receivers = item ? { ...others, [key]: item } : others;
      }}></crm-combo>`;
  }

  #field(key: string, label: string, help = '', required = false): TemplateResult {
    const control = this.#person(key, label, '', required);
    const error = this.errors[key];
    return fieldFrame({ key, label, control, help, required, ...(error ? { error } : {}) });
  }

  async #start(event: Event): Promise<void> {
    event.preventDefault();
    const { to, reports_to: boss, ...others } = this.receivers;
    if (!this.isFilled({ to: to?.id ?? '' }) || !to || !this.preview) return;
    const count = this.preview.records.reduce((sum, each) => sum + each.count, 0);
    const title = t('handover.sure', { count: count.toLocaleString(), to: to.label });
    const yes = t('handover.start');
    if (!(await confirm({ title, text: t('handover.sureHint'), yes }))) return;
    const entities = Object.fromEntries(
      Object.entries(others).map(([key, item]) => [key.replace(/^of-/, ''), item.id]),
    );
    const body = {
      to: to.id,
      entities,
      deactivate: this.isClosing,
      ...(boss ? { reports_to: boss.id } : {}),
      ...(this.isClosing && this.leftOn ? { left_on: this.leftOn } : {}),
    };
    await this.attempt(async () => {
      this.done = await request<Counts>('POST', this.#path, { body });
      toast({ text: t('handover.done') });
    });
  }

  #counts(
    title: string,
    names: readonly CountName[],
    counts: Counts,
  ): TemplateResult | typeof nothing {
    const shown = names.filter((name) => counts[name] > 0);
    if (shown.length === 0) return nothing;
    return html`<section><h2>${title}</h2><dl>${shown.map(
      (name) =>
        html`<dt>${t(`handover.${name}` satisfies TextKey)}</dt><dd>${counts[name].toLocaleString()}</dd>`,
    )}</dl></section>`;
  }

  /** Records by entity; while they wait, each may go to somebody else. */
  #records(counts: Counts, isChoosing: boolean): TemplateResult {
    const { records } = counts;
    const label = (entity: string) => say(source.head(entity)?.labelPlural, entity);
    if (records.length === 0)
      return html`<section><h2>${t('handover.records')}</h2><p class="u-muted">${t('handover.noRecords')}</p></section>`;
    return html`<section><h2>${t('handover.records')}</h2><table class="u-table"><tbody>${records.map(
      ({ entity, count }) =>
        html`<tr><td>${label(entity)}</td><td>${count.toLocaleString()}</td>${
          isChoosing
            ? html`<td>${this.#person(`of-${entity}`, t('handover.otherFor', { entity: label(entity) }), t('handover.same'))}</td>`
            : nothing
        }</tr>`,
    )}</tbody></table></section>`;
  }

  #closing(preview: Preview): TemplateResult | typeof nothing {
    if (!preview.person.active) return nothing;
    const date = html`<crm-date-input .key=${'left_on'} .label=${t('handover.leftOn')} .value=${this.leftOn} .today=${source.today()}
      .invalid=${this.errors.left_on !== undefined} .describedBy=${describedBy('left_on', this.errors.left_on)}
      @value-change=${(event: CustomEvent<{ value: string }>) => {
        this.leftOn = event.detail.value;
      }}></crm-date-input>`;
    const error = this.errors.left_on;
    return html`<section><label class="check"><input type="checkbox" class="u-check" .checked=${this.isClosing} @change=${(
      event: Event,
    ) => {
      this.isClosing = (event.target as HTMLInputElement).checked;
    }}><span><span class="u-strong">${t('handover.deactivate')}</span><br><span class="u-meta">${t('handover.deactivateHint')}</span></span></label>${
      this.isClosing
        ? html`<div class="narrow">${fieldFrame({ key: 'left_on', label: t('handover.leftOn'), control: date, ...(error ? { error } : {}) })}</div>`
        : nothing
    }</section>`;
  }

  #result(done: Counts): TemplateResult {
    return html`<p class="u-banner u-banner-ok" role="status">${icon('circle-check')}${t('handover.done')}</p>${this.#records(done, false)}${this.#counts(
      t('handover.position'),
      COUNTS.position,
      done,
    )}${this.#counts(t('handover.ends'), COUNTS.ends, done)}<p><a class="u-btn" href="/e/user/${this.user}">${t('handover.back')}</a></p>`;
  }

  #form(preview: Preview): TemplateResult {
    return html`<p class="u-muted">${t('handover.intro', { name: preview.person.name })}</p>${this.banner()}
      <form class="all" novalidate @submit=${this.#start}><div class="narrow">${this.#field('to', t('handover.to'), '', true)}</div>${this.#records(
        preview,
        true,
      )}${this.#counts(t('handover.position'), COUNTS.position, preview)}${
        preview.reports > 0
          ? html`<div class="narrow">${this.#field('reports_to', t('handover.reportsTo'), t('handover.reportsToHint'))}</div>`
          : nothing
      }${this.#counts(t('handover.ends'), COUNTS.ends, preview)}${this.#closing(preview)}<div class="acts">${this.submitButton(
        t('handover.start'),
      )}<a class="u-btn u-btn-m" href="/e/user/${this.user}">${t('action.cancel')}</a></div></form>`;
  }

  protected override render(): TemplateResult {
    const { preview, done } = this;
    if (!preview) return this.problem ? html`${this.banner()}` : skeletonLines(6);
    return html`<div class="all"><h1>${t('handover.title', { name: preview.person.name })}</h1>${done ? this.#result(done) : this.#form(preview)}</div>`;
  }
}
