// A rule over the records of another entity, put together from conditions; a sibling field (`entityField`) names the entity.
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity } from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import '../filter/crm-rule-builder.ts';
import { t } from '../i18n/t.ts';
import { CrmWidget, textSetting, type Values } from './crm-widget.ts';

@customElement('crm-widget-rule')
export class CrmWidgetRule extends CrmWidget<Json> {
  /** What the rule is about follows its sibling. */
  @property({ attribute: false }) override record: Values = {};
  @state() private about: ClientEntity | undefined;
  #name = '';

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const sibling = textSetting(this.settings, 'entityField') || 'entity';
    const name = String(this.record[sibling] ?? '');
    if (name === this.#name) return;
    // Conditions on another entity's fields mean nothing here.
    if (this.#name && this.value !== null) this.emit(null);
    this.#name = name;
    void this.#load(name);
  }

  async #load(name: string): Promise<void> {
    this.about = undefined;
    const entity = name ? await this.source.entity(name).catch(() => undefined) : undefined;
    if (name === this.#name) this.about = entity;
  }

  protected override render(): TemplateResult {
    if (!this.about) return html`<p class="u-ro" id="f-${this.key}">${t('widget.ruleFirst')}</p>`;
    const rule = this.value === null ? undefined : (this.value as Rule);
    return html`<crm-rule-builder id="f-${this.key}" .entity=${this.about} .source=${this.source} .rule=${rule} .readOnly=${this.readOnly}
      @value-change=${(event: Event) => event.stopPropagation()}
      @rule-change=${(event: CustomEvent<{ rule?: Rule }>) => this.emit((event.detail.rule ?? null) as Json)}></crm-rule-builder>`;
  }
}
