// Conditions on records of an entity, edited in a form and read back as a sentence. Tells `rule-change` {rule}.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { NamesController } from '../widgets/names-controller.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { filterGroup } from './filter-group.ts';
import { withReach } from './filter-reach.ts';
import {
  type Condition,
  type Filter,
  filterRule,
  type Group,
  namesPaths,
  newCondition,
  newGroup,
  type Part,
  readAgain,
  readFilter,
} from './filter-rule.ts';
import { filterStyles } from './filter-styles.ts';
import { conditionsOf, tidy, withAdded, withPart } from './filter-tree.ts';
import { FilterWords } from './filter-words.ts';

const styles = css`
.rows{padding:8px 12px;border:1px solid var(--line-ctl);border-radius:6px}
.said{margin:8px 0 0}
`;

@customElement('crm-rule-builder')
export class CrmRuleBuilder extends LitElement {
  static override styles = [base, filterStyles, styles];

  @property({ attribute: false }) declare entity: ClientEntity;
  @property({ attribute: false }) declare source: WidgetSource;
  @property({ attribute: false }) rule: Rule | undefined;
  @property({ type: Boolean }) readOnly = false;
  @state() private filter: Filter = newGroup('and');
  readonly preferences = new PreferencesController(this);
  readonly names = new NamesController(this, () => this.source);
  /** The rule last told or last read, so that one's own is not read back. */
  #known: string | undefined;
  #whole: ClientEntity | undefined;
  #coming: Promise<ClientEntity> | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('entity')) {
      this.#whole = undefined;
      this.#coming = undefined;
      this.#known = undefined;
    }
    if (namesPaths(this.rule)) void this.#follow();
    if (textOf(this.rule) === this.#known) return;
    this.#known = textOf(this.rule);
    const filter = readFilter(this.rule, this.#reach);
    this.filter = filter.parts.length > 0 ? filter : newGroup('and', [newCondition()]);
  }

  /** The entity with the fields over its references, as soon as they are known. */
  get #reach(): ClientEntity {
    return this.#whole ?? this.entity;
  }

  readonly #follow = (): Promise<ClientEntity> => {
    this.#coming ??= this.#reached(this.entity);
    return this.#coming;
  };

  async #reached(entity: ClientEntity): Promise<ClientEntity> {
    const whole = await withReach(entity, (name) => this.source.entity(name));
    if (this.entity !== entity) return whole;
    this.#whole = whole;
    this.filter = readAgain(this.filter, whole);
    return whole;
  }

  #set(filter: Filter): void {
    this.filter = filter;
    const rule = filterRule(filter, this.#reach);
    if (textOf(rule) === this.#known) return;
    this.#known = textOf(rule);
    this.dispatchEvent(new CustomEvent('rule-change', { detail: { rule } }));
  }

  #replace(part: Part): void {
    if (part.id === this.filter.id) this.#set(part as Group);
    else this.#set(withPart(this.filter, part.id, part));
  }

  #add(to: Group): void {
    const added = newCondition();
    this.#set(withAdded(this.filter, to.id, added));
    void this.#focusRow(added);
  }

  /** A group inside joins the other way, or it would say nothing new. */
  #addGroup(to: Group): void {
    const first = newCondition();
    const group = newGroup(to.join === 'and' ? 'or' : 'and', [first, newCondition()]);
    this.#set(withAdded(this.filter, to.id, group));
    void this.#focusRow(first);
  }

  #remove(part: Part): void {
    const before = conditionsOf(this.filter).findIndex((each) => each.id === part.id);
    const left = tidy(withPart(this.filter, part.id, undefined), () => true);
    const filter = left.parts.length > 0 ? left : { ...left, parts: [newCondition()] };
    this.#set(filter);
    const conditions = conditionsOf(filter);
    void this.#focusRow(conditions[Math.min(Math.max(0, before), conditions.length - 1)]);
  }

  async #focusRow(condition: Condition | undefined): Promise<void> {
    await this.updateComplete;
    const row = this.renderRoot.querySelector(`[data-row="${condition?.id}"]`);
    const combo = row?.querySelector<LitElement>('crm-combo');
    await combo?.updateComplete;
    combo?.querySelector('input')?.focus();
  }

  protected override render(): TemplateResult {
    const words = new FilterWords(this.#reach, this.source);
    const said = words.sentence(this.filter);
    if (this.readOnly) return html`<p class="u-ro">${said || t('widget.none')}</p>`;
    return html`<div class="rows">${filterGroup({
      group: this.filter,
      depth: 1,
      name: '',
      entity: this.#reach,
      source: this.source,
      whole: this.#follow,
      words,
      onReplace: (part) => this.#replace(part),
      onAdd: (group) => this.#add(group),
      onAddGroup: (group) => this.#addGroup(group),
      onRemove: (part) => this.#remove(part),
    })}</div>${said ? html`<p class="said" aria-live="polite">${said}</p>` : nothing}`;
  }
}

function textOf(rule: Rule | undefined): string {
  return rule === undefined ? '' : JSON.stringify(rule);
}
