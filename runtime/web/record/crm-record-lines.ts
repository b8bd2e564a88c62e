// The child lines of a record, read only, above its tabs.
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { say } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { renderControl } from '../widgets/registry.ts';
import type { WidgetSource } from '../widgets/source.ts';

@customElement('crm-record-lines')
export class CrmRecordLines extends LitElement {
  static override styles = [
    base,
    css`:host{display:block;padding:12px 16px}h2{font-size:12px;font-weight:600;color:var(--fg-2);margin-bottom:8px}`,
  ];

  @property({ attribute: false }) declare field: ClientField;
  @property({ attribute: false }) declare entity: ClientEntity;
  @property({ attribute: false }) declare source: WidgetSource;
  @property({ attribute: false }) value: Json = null;

  protected override render(): TemplateResult {
    const label = say(this.field.label);
    return html`<h2>${label}</h2>${renderControl(this.field, {
      key: this.field.name,
      label,
      entity: this.entity,
      source: this.source,
      value: this.value,
      record: {},
      invalid: false,
      required: false,
      readOnly: true,
      describedBy: '',
      onChange: () => undefined,
    })}`;
  }
}
