// Starts the verification of the change log's chain and tells how far it is and what it found.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { getJson, request } from '../client.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icon.ts';

interface Verification {
  state: 'running' | 'sound' | 'broken' | 'failed';
  rows: number;
  total: number;
  broken?: number;
}

const ASK_MS = 400;

@customElement('crm-audit-verify')
export class CrmAuditVerify extends LitElement {
  static override styles = [
    base,
    css`:host{display:flex;flex-wrap:wrap;align-items:center;gap:12px}.u-banner{flex:1;min-width:240px}`,
  ];
  @state() private found: Verification | null = null;
  @state() private problem = '';
  readonly preferences = new PreferencesController(this);
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    await this.#take(() => getJson<Verification | null>('/api/audit/verify'));
  }

  async #start(): Promise<void> {
    await this.#take(() => request<Verification>('POST', '/api/audit/verify', { body: {} }));
  }

  async #take(ask: () => Promise<Verification | null>): Promise<void> {
    clearTimeout(this.#timer);
    try {
      this.found = await ask();
      this.problem = '';
    } catch (cause) {
      this.problem = cause instanceof Error ? cause.message : t('error.unexpected');
      return;
    }
    const isRunning = this.found?.state === 'running' && this.isConnected;
    if (isRunning) this.#timer = setTimeout(() => void this.#ask(), ASK_MS);
  }

  #said({ state, rows, total, broken }: Verification): TemplateResult {
    if (state === 'running')
      return html`<progress max=${total || 1} value=${rows} aria-label=${t('audit.verify')}></progress><span class="u-muted" role="status">${t('audit.verifying', { rows, total })}</span>`;
    if (state === 'sound')
      return html`<span class="u-banner" role="status">${icon('circle-check')}${t('audit.sound', { rows })}</span>`;
    const text = state === 'broken' ? t('audit.broken', { row: broken ?? 0 }) : t('audit.failed');
    return html`<span class="u-banner u-banner-bad" role="alert">${icon('circle-alert')}${text}</span>`;
  }

  protected override render(): TemplateResult {
    const isRunning = this.found?.state === 'running';
    return html`<button type="button" class="u-btn ${isRunning ? 'u-btn-busy' : ''}" ?disabled=${isRunning} @click=${() => void this.#start()}>${icon('shield-check')}${t('audit.verify')}</button>${
      this.found ? this.#said(this.found) : nothing
    }${this.problem ? html`<span class="u-banner u-banner-bad" role="alert">${this.problem}</span>` : nothing}`;
  }
}
