// A stored rule read back as a sentence.
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { withReach } from './filter-reach.ts';
import { readFilter } from './filter-rule.ts';
import { FilterWords } from './filter-words.ts';

@customElement('crm-rule-sentence')
export class CrmRuleSentence extends LitElement {
  static override styles = css`:host{overflow-wrap:anywhere}`;

  @property({ attribute: false }) declare source: WidgetSource;
  @property({ attribute: false }) declare rule: Rule;
  /** Name of the entity the rule is about. */
  @property() about = '';
  @state() private entity: ClientEntity | undefined;
  #stopNames: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopNames?.();
    this.#stopNames = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    // Its module may come after it: there is no source when it is connected.
    this.#stopNames ??= this.source.onNames(() => this.requestUpdate());
    if (changed.has('about')) void this.#load();
  }

  async #load(): Promise<void> {
    const { about, source } = this;
    this.entity = undefined;
    const entity = await source.entity(about).catch(() => undefined);
    const whole = entity && (await withReach(entity, (name) => source.entity(name)));
    if (about === this.about) this.entity = whole;
  }

  protected override render(): TemplateResult | string {
    const { entity, rule } = this;
    if (!entity) return JSON.stringify(rule);
    return html`<span>${new FilterWords(entity, this.source).sentence(readFilter(rule, entity))}</span>`;
  }
}
