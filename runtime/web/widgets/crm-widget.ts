// What every edit control is: field, value and source come down, one `value-change` {value} goes up. Light DOM, so that
// `label[for]` and the page's base sheet reach it.
import { LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import type { WidgetSource } from './source.ts';

export type Values = Readonly<Record<string, Json | undefined>>;

export abstract class CrmWidget<V = Json> extends LitElement {
  /** The control's id is `f-<key>`. */
  @property() key = '';
  @property() label = '';
  @property({ attribute: false }) declare field: ClientField;
  @property({ attribute: false }) declare entity: ClientEntity;
  @property({ attribute: false }) declare source: WidgetSource;
  @property({ attribute: false }) value: V | null = null;
  /** The other values of the record: a currency, a sibling. */
  @property({ attribute: false, hasChanged: () => false }) record: Values = {};
  @property() describedBy = '';
  @property({ type: Boolean }) invalid = false;
  @property({ type: Boolean }) required = false;
  @property({ type: Boolean }) readOnly = false;
  /** Values that may be chosen, when a rule narrows them. */
  @property({ attribute: false }) allowed: readonly string[] | undefined;
  #stopNames: (() => void) | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopNames?.();
    this.#stopNames = undefined;
  }

  /** Not in connectedCallback: a control whose module came late has no properties there yet. */
  protected override update(changed: PropertyValues): void {
    if (this.isConnected) this.#stopNames ??= this.source.onNames(() => this.requestUpdate());
    super.update(changed);
  }

  get settings(): Readonly<Record<string, unknown>> {
    return this.field.settings;
  }

  protected emit(value: V | null): void {
    this.value = value;
    this.dispatchEvent(
      new CustomEvent('value-change', { detail: { value }, bubbles: true, composed: true }),
    );
  }
}

/** A text among the settings, or ''. */
export function textSetting(settings: Readonly<Record<string, unknown>>, name: string): string {
  const value = settings[name];
  return typeof value === 'string' ? value : '';
}

export function numberSetting(
  settings: Readonly<Record<string, unknown>>,
  name: string,
): number | undefined {
  const value = settings[name];
  return typeof value === 'number' ? value : undefined;
}

export function listSetting(
  settings: Readonly<Record<string, unknown>>,
  name: string,
): readonly string[] {
  const value = settings[name];
  return Array.isArray(value) ? value.map(String) : [];
}
