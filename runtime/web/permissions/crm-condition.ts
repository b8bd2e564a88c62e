// A condition over the records of an entity: read back as a sentence, edited in the filter of lists.
// Tells `condition-change` {rule}.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { source } from '../app/session.ts';
import '../filter/crm-filter.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icon.ts';
import { ruleSentence } from './permission-words.ts';

@customElement('crm-condition')
export class CrmCondition extends LitElement {
  static override styles = [
    base,
    css`:host{display:block}
    .said{padding:8px 10px;border-radius:6px;background:var(--bg-2);overflow-wrap:anywhere;margin-bottom:8px}
    .acts{display:flex;gap:8px;flex-wrap:wrap}
    crm-filter{height:0;overflow:hidden}`,
  ];
  @property({ attribute: false }) entity: ClientEntity | undefined;
  @property({ attribute: false }) rule: Rule | undefined;
  @state() private open = false;
  readonly preferences = new PreferencesController(this);
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = source.onNames(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  #tell(rule: Rule | undefined): void {
    this.dispatchEvent(new CustomEvent('condition-change', { detail: { rule } }));
  }

  #filter(entity: ClientEntity): TemplateResult {
    const anchor = this.renderRoot.querySelector<HTMLElement>('.set');
    return html`<crm-filter .entity=${entity} .source=${source} .rule=${this.rule} .open=${this.open} .anchor=${anchor}
      @filter-change=${(event: CustomEvent<{ rule: Rule | undefined }>) => this.#tell(event.detail.rule)}
      @filter-close=${() => {
        this.open = false;
      }}></crm-filter>`;
  }

  protected override render(): TemplateResult {
    const { entity, rule } = this;
    if (!entity) return html``;
    const said =
      rule === undefined ? nothing : html`<p class="said">${ruleSentence(rule, entity)}</p>`;
    const clear = html`<button type="button" class="u-btn u-btn-ghost" @click=${() => this.#tell(undefined)}>${t('rights.removeCondition')}</button>`;
    return html`${said}<div class="acts"><button type="button" class="u-btn set" @click=${() => {
      this.open = true;
    }}>${icon('filter')}${t(rule === undefined ? 'rights.setCondition' : 'rights.changeCondition')}</button>${rule === undefined ? nothing : clear}</div>${this.#filter(entity)}`;
  }
}
