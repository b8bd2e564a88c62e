// The filter of a list: a line with its conditions as chips, and the panel that edits them. Tells `filter-change` {rule}
// shortly after the last change, and `filter-close`.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { announce } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { PopoverController } from '../ui/popover-controller.ts';
import { chip } from '../ui/tag.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { kindOf } from './filter-fields.ts';
import { filterGroup } from './filter-group.ts';
import { operatorsOf } from './filter-operators.ts';
import { withReach } from './filter-reach.ts';
import {
  type Condition,
  type Filter,
  fieldOf,
  filterRule,
  type Group,
  isComplete,
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

const DELAY = 300;

@customElement('crm-filter')
export class CrmFilter extends LitElement {
  static override styles = [base, filterStyles];

  @property({ attribute: false }) declare entity: ClientEntity;
  @property({ attribute: false }) declare source: WidgetSource;
  @property({ attribute: false }) rule: Rule | undefined;
  @property({ attribute: false }) anchor: HTMLElement | null = null;
  @property({ type: Boolean }) open = false;
  /** How many records the list has now. */
  @property({ type: Number }) total: number | undefined;
  /** A field the panel begins a condition with. */
  @property() startPath = '';
  @state() private filter: Filter = newGroup('and');
  readonly preferences = new PreferencesController(this);
  #timer = 0;
  #isComposing = false;
  /** The rule last told or last read, so that one's own is not read back. */
  #known = '';
  #stopNames: (() => void) | undefined;
  /** Missing until it is asked for, `whole` until it is there. */
  #reach: { readonly coming: Promise<ClientEntity>; whole?: ClientEntity } | undefined;

  readonly #popover = new PopoverController(this, {
    anchor: () => this.anchor,
    panel: () => this.renderRoot.querySelector<HTMLElement>('.panel'),
    onClose: () => this.#closed(),
    maxHeight: 560,
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#stopNames?.();
    this.#stopNames = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.#stopNames ??= this.source.onNames(() => this.requestUpdate());
    if (changed.has('entity')) this.#reach = undefined;
    if (this.open || namesPaths(this.rule)) void this.#follow();
    if (changed.has('entity') || (changed.has('rule') && textOf(this.rule) !== this.#known)) {
      this.#known = textOf(this.rule);
      this.filter = readFilter(this.rule, this.#whole);
    }
    if (!changed.has('open')) return;
    if (this.open) this.#begin();
    if (this.open) this.#popover.open();
    else this.#popover.close();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('open') && this.open) void this.#focusFirst();
    if (changed.has('total') && this.open && this.total !== undefined)
      announce(t('list.totalOf', { count: this.total.toLocaleString() }));
  }

  /** A panel never opens empty; a field it was opened for has its condition. */
  #begin(): void {
    const { startPath, filter } = this;
    const field = fieldOf(this.#whole, startPath);
    const isThere = conditionsOf(filter).some((each) => each.path === startPath);
    if (field && !isThere) {
      const operator = operatorsOf(kindOf(field))[0]?.name ?? '';
      this.filter = withAdded(this.filter, filter.id, newCondition(startPath, operator));
    } else if (filter.parts.length === 0) {
      this.filter = withAdded(filter, filter.id, newCondition());
    }
  }

  /** The entity with the fields over its references, as soon as they are known. */
  get #whole(): ClientEntity {
    return this.#reach?.whole ?? this.entity;
  }

  readonly #follow = (): Promise<ClientEntity> => {
    this.#reach ??= { coming: this.#reached(this.entity) };
    return this.#reach.coming;
  };

  async #reached(entity: ClientEntity): Promise<ClientEntity> {
    const whole = await withReach(entity, (name) => this.source.entity(name));
    if (this.entity !== entity || !this.#reach) return whole;
    this.#reach.whole = whole;
    this.filter = readAgain(this.filter, whole);
    return whole;
  }

  get #words(): FilterWords {
    return new FilterWords(this.#whole, this.source);
  }

  #closed(): void {
    this.filter = tidy(this.filter, (each) => isComplete(each, this.#whole));
    this.#tell();
    this.dispatchEvent(new CustomEvent('filter-close'));
  }

  /** Closes the panel; focus goes back to the button that opened it. */
  #leave(): void {
    this.#popover.close();
    this.anchor?.focus();
  }

  /** On a phone the sheet itself, so that its keyboard does not cover what is there. */
  async #focusFirst(): Promise<void> {
    if (!matchMedia('(max-width:760px)').matches) return this.#focusStart();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.panel')?.focus();
  }

  /** The condition the panel was opened for has its field already: its value comes next. */
  async #focusStart(): Promise<void> {
    const conditions = conditionsOf(this.filter);
    const started = conditions.find((each) => each.path && each.path === this.startPath);
    if (!started) return this.#focusRow(conditions[0]);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-row="${started.id}"] .op`)?.focus();
  }

  async #focusRow(condition: Condition | undefined): Promise<void> {
    await this.updateComplete;
    const row = this.renderRoot.querySelector(`[data-row="${condition?.id}"]`);
    const combo = row?.querySelector<LitElement>('crm-combo');
    await combo?.updateComplete;
    const place = combo?.querySelector('input') ?? row?.querySelector<HTMLElement>('.drop');
    place?.focus();
  }

  #set(filter: Filter): void {
    this.filter = filter;
    clearTimeout(this.#timer);
    if (!this.#isComposing) this.#timer = window.setTimeout(() => this.#tell(), DELAY);
  }

  #tell(): void {
    clearTimeout(this.#timer);
    const rule = filterRule(this.filter, this.#whole);
    const text = textOf(rule);
    if (text === this.#known) return;
    this.#known = text;
    this.dispatchEvent(new CustomEvent('filter-change', { detail: { rule } }));
  }

  #replace(part: Part): void {
    if (part.id === this.filter.id) this.#set(part as Group);
    else this.#set(withPart(this.filter, part.id, part));
  }

  #add(to: Group): void {
    const added = newCondition();
    this.filter = withAdded(this.filter, to.id, added);
    void this.#focusRow(added);
  }

  /** A group inside joins the other way, or it would say nothing new. */
  #addGroup(to: Group): void {
    const first = newCondition();
    const group = newGroup(to.join === 'and' ? 'or' : 'and', [first, newCondition()]);
    this.filter = withAdded(this.filter, to.id, group);
    void this.#focusRow(first);
  }

  #remove(part: Part): void {
    const before = conditionsOf(this.filter);
    const at = before.findIndex((each) => each.id === part.id);
    const left = tidy(withPart(this.filter, part.id, undefined), () => true);
    const filter = left.parts.length > 0 ? left : { ...left, parts: [newCondition()] };
    this.#set(filter);
    const conditions = conditionsOf(filter);
    void this.#focusRow(conditions[Math.min(Math.max(0, at), conditions.length - 1)]);
  }

  async #removeChip(part: Part, at: number): Promise<void> {
    this.filter = withPart(this.filter, part.id, undefined);
    this.#tell();
    await this.updateComplete;
    const chips = this.renderRoot.querySelectorAll<HTMLElement>('.line .u-chip-x');
    (chips[Math.min(at, chips.length - 1)] ?? this.anchor)?.focus();
  }

  #clear(): void {
    const first = newCondition();
    this.filter = newGroup('and', this.open ? [first] : []);
    this.#tell();
    if (this.open) void this.#focusRow(first);
    else this.anchor?.focus();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.#leave();
  }

  /** Text of an input method is not searched for before it is committed. */
  #composing(event: CompositionEvent): void {
    this.#isComposing = event.type === 'compositionstart';
    this.#set(this.filter);
  }

  #line(): TemplateResult | typeof nothing {
    const { parts, join } = this.filter;
    const shown = parts.filter((each) => isComplete(each, this.#whole));
    if (shown.length === 0) return nothing;
    const words = this.#words;
    const joint = html`<span class="joint">${join === 'and' ? t('filter.and') : t('filter.or')}</span>`;
    return html`<div class="line" role="group" aria-label=${t('filter.active')}>${repeat(
      shown,
      (each) => each.id,
      (each, at) => {
        const text = words.part(each);
        const name = t('action.remove', { name: ` ${text}` });
        const remove = () => void this.#removeChip(each, at);
        return html`${at > 0 ? joint : nothing}${chip(text, 'blue', name, remove)}`;
      },
    )}<button type="button" class="u-link" @click=${this.#clear}>${t('filter.clear')}</button></div>`;
  }

  #head(): TemplateResult {
    return html`<div class="head"><h2>${t('filter.title')}</h2><button type="button" class="u-btn u-btn-ghost u-btn-icon"
      aria-label=${t('action.close')} @click=${this.#leave}>${icon('x')}</button></div>`;
  }

  #foot(): TemplateResult {
    const { total, filter } = this;
    const isBare = conditionsOf(filter).every((each) => !each.path && each.other === undefined);
    return html`<div class="foot"><button type="button" class="u-btn u-btn-ghost" ?disabled=${isBare} @click=${this.#clear}>${t('filter.clear')}</button><span
      class="count u-num">${total === undefined ? nothing : t('list.totalOf', { count: total.toLocaleString() })}</span></div>`;
  }

  #group(words: FilterWords): TemplateResult {
    return filterGroup({
      group: this.filter,
      depth: 1,
      name: '',
      entity: this.#whole,
      source: this.source,
      whole: this.#follow,
      words,
      onReplace: (part) => this.#replace(part),
      onAdd: (group) => this.#add(group),
      onAddGroup: (group) => this.#addGroup(group),
      onRemove: (part) => this.#remove(part),
    });
  }

  #panel(): TemplateResult {
    const words = this.#words;
    return html`<div class="u-pop panel" popover="manual" role="dialog" tabindex="-1" aria-label=${t('filter.title')} @keydown=${this.#key}
      @compositionstart=${this.#composing} @compositionend=${this.#composing}>${this.#head()}
      <div class="rows">${this.#group(words)}</div><p class="said">${words.sentence(this.filter) || t('filter.hint')}</p>${this.#foot()}</div>`;
  }

  protected override render(): TemplateResult {
    return html`${this.#line()}${this.#popover.isOpen ? this.#panel() : nothing}`;
  }
}

function textOf(rule: Rule | undefined): string {
  return rule === undefined ? '' : JSON.stringify(rule);
}
