// What applying a draft does, in sentences: who gains and who loses what, and what keeps it from being applied.
// Tells `plan-applied` and `plan-close`.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-dialog.ts';
import { icon } from '../ui/icon.ts';
import { skeletonLines } from '../ui/states.ts';
import { tag } from '../ui/tag.ts';
import type { TagColour } from '../ui/tokens.ts';
import { applyPlan, type Plan, type PlanLine, planDraft } from './design-client.ts';

const EFFECTS = {
  gains: { text: 'rights.planGains', colour: 'green' },
  loses: { text: 'rights.planLoses', colour: 'red' },
  changes: { text: 'rights.planChanges', colour: 'amber' },
} as const satisfies Record<PlanLine['effect'], { text: string; colour: TagColour }>;

/** What nobody would read to the end. */
const MOST_LINES = 200;

@customElement('crm-plan-dialog')
export class CrmPlanDialog extends LitElement {
  static override styles = [
    base,
    css`:host{display:contents}
    .body{display:flex;flex-direction:column;gap:12px}
    li{display:grid;grid-template-columns:76px minmax(0,1fr);gap:8px;padding:6px 0;border-bottom:1px solid var(--line)}
    li:last-child{border-bottom:0}
    details li{display:block}
    summary{cursor:pointer;color:var(--fg-2)}`,
  ];
  @state() private plan: Plan | undefined;
  @state() private problem = '';
  @state() private isBusy = false;
  @state() private isStale = false;
  readonly preferences = new PreferencesController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#attempt(() => this.#load());
  }

  async #load(): Promise<void> {
    this.plan = await planDraft();
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    this.isBusy = true;
    this.problem = '';
    try {
      await work();
    } catch (cause) {
      this.problem = cause instanceof Error ? cause.message : t('error.unexpected');
    } finally {
      this.isBusy = false;
    }
  }

  async #apply(hash: string): Promise<void> {
    await this.#attempt(async () => {
      if (await applyPlan(hash)) {
        this.dispatchEvent(new CustomEvent('plan-applied'));
        return;
      }
      this.isStale = true;
      await this.#load();
    });
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('plan-close'));
  }

  #problems({ problems }: Plan): TemplateResult | typeof nothing {
    if (problems.length === 0) return nothing;
    return html`<div class="u-banner u-banner-bad" role="alert">${icon('circle-alert')}<div><p class="u-strong">${t('rights.planProblems')}</p>${problems.map(
      ({ message, at }) => html`<p>${message} <span class="u-mono">${at}</span></p>`,
    )}</div></div>`;
  }

  #line({ effect, text }: PlanLine): TemplateResult {
    const { text: key, colour } = EFFECTS[effect];
    return html`<li><span>${tag(t(key), colour)}</span><span>${say(text)}</span></li>`;
  }

  #body(plan: Plan): TemplateResult {
    const lines = plan.access;
    const rest = lines.length - MOST_LINES;
    const isSound = plan.problems.length === 0;
    return html`<div class="body">${this.isStale ? html`<div class="u-banner u-banner-warn" role="status">${icon('triangle-alert')}${t('rights.planStale')}</div>` : nothing}${this.#problems(plan)}${
      lines.length > 0
        ? html`<ul>${lines.slice(0, MOST_LINES).map((line) => this.#line(line))}</ul>${rest > 0 ? html`<p class="u-muted">${t('rights.planRest', { count: rest })}</p>` : nothing}`
        : isSound
          ? html`<p>${t('rights.planNothing')}</p>`
          : nothing
    }${plan.steps.length > 0 ? html`<p class="u-muted">${t('rights.planSteps', { count: plan.steps.length })}</p>` : nothing}<details><summary>${t('rights.planMore')}</summary><ul>${plan.changes.map(
      ({ text }) => html`<li>${say(text)}</li>`,
    )}</ul></details></div>`;
  }

  protected override render(): TemplateResult {
    const { plan, problem } = this;
    const hash = plan?.hash;
    const failed = problem
      ? html`<div class="u-banner u-banner-bad" role="alert">${icon('circle-alert')}${problem}</div>`
      : nothing;
    return html`<crm-dialog open wide dialog-title=${t('rights.planTitle')} @dialog-close=${this.#close}>${failed}${plan ? this.#body(plan) : skeletonLines(4)}
      <div slot="foot" class="u-dialog-foot"><button type="button" class="u-btn" @click=${this.#close}>${t('action.cancel')}</button><button type="button"
      class="u-btn u-btn-primary ${this.isBusy && plan ? 'u-btn-busy' : ''}" ?disabled=${!hash || this.isBusy} @click=${() => {
        if (hash) void this.#apply(hash);
      }}>${t('rights.apply')}</button></div></crm-dialog>`;
  }
}
