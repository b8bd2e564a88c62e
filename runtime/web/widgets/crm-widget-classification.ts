// Places in one or several classification trees: chips, and a popover with a tab per dimension and its tree.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { say, t } from '../i18n/t.ts';
import { icon } from '../ui/icon.ts';
import { PopoverController } from '../ui/popover-controller.ts';
import { tabs } from '../ui/tabs.ts';
import { chip, colourOf } from '../ui/tag.ts';
import type { CrmTree } from './crm-tree.ts';
import { CrmWidget, listSetting, textSetting } from './crm-widget.ts';

const SHOWN_LEVELS = 2;

@customElement('crm-widget-classification')
export class CrmWidgetClassification extends CrmWidget<string | string[]> {
  @state() private dimension = '';

  readonly #popover = new PopoverController(this, {
    anchor: () => this.querySelector<HTMLElement>('.u-box'),
    panel: () => this.querySelector<HTMLElement>('.u-pop'),
    fit: true,
    maxHeight: 380,
  });

  get #dimensions(): readonly string[] {
    const several = listSetting(this.settings, 'classifications');
    return several.length > 0 ? several : [textSetting(this.settings, 'classification')];
  }

  /** Several dimensions: values are written "dimension:code". */
  get #isPrefixed(): boolean {
    return listSetting(this.settings, 'classifications').length > 0;
  }

  get #chosen(): string[] {
    if (Array.isArray(this.value)) return this.value;
    return this.value ? [this.value] : [];
  }

  get #current(): string {
    return this.dimension || (this.#dimensions[0] ?? '');
  }

  #split(value: string): { dimension: string; code: string } {
    const colon = value.indexOf(':');
    if (!this.#isPrefixed) return { dimension: this.#dimensions[0] ?? '', code: value };
    return { dimension: value.slice(0, colon), code: value.slice(colon + 1) };
  }

  #codesOf(dimension: string): string[] {
    return this.#chosen
      .map((value) => this.#split(value))
      .filter((each) => each.dimension === dimension)
      .map((each) => each.code);
  }

  #nameOf(dimension: string): string {
    return say(this.entity.classifications[dimension]?.label, dimension);
  }

  #store(values: readonly string[]): void {
    if (this.settings.multiple) this.emit(values.length > 0 ? [...values] : null);
    else this.emit(values[0] ?? null);
  }

  #picked(event: CustomEvent<{ code: string; label: string }>): void {
    event.stopPropagation();
    const { code, label } = event.detail;
    this.source.learnNode(this.#current, code, label);
    const value = this.#isPrefixed ? `${this.#current}:${code}` : code;
    const chosen = this.#chosen;
    if (!this.settings.multiple) {
      this.#store([value]);
      this.#close();
    } else if (chosen.includes(value)) this.#store(chosen.filter((known) => known !== value));
    else this.#store([...chosen, value]);
  }

  async #openTree(): Promise<void> {
    if (this.readOnly || this.#popover.isOpen) return;
    await import('./crm-tree.ts');
    this.#popover.open();
    await this.updateComplete;
    const tree = this.querySelector<CrmTree>('crm-tree');
    await tree?.updateComplete;
    tree?.focusSearch();
  }

  #close(): void {
    this.#popover.close();
    this.querySelector<HTMLElement>('.u-tree-open')?.focus();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  }

  #chip(value: string, index: number): TemplateResult {
    const { dimension, code } = this.#split(value);
    const label = this.source.node(dimension, code) ?? code;
    // A filter's places have no first among them.
    const isRanked = this.settings.ranked !== false;
    const isPrimary = isRanked && index === 0 && this.#chosen.length > 1;
    const head = this.#isPrefixed ? html`<b>${this.#nameOf(dimension)}</b> ` : nothing;
    const star = isPrimary
      ? html`<span class="u-primary" title=${t('widget.primary')}>${icon('star', 'u-icon-s')}<span class="u-sr">${t('widget.primary')} </span></span>`
      : nothing;
    // The node and what it lies in; the whole way stands in the title.
    const near = label.split(' / ').slice(-SHOWN_LEVELS).join(' / ');
    const text = html`${star}${head}<span class="u-cut" title=${label}>${near}</span>`;
    const colour = this.#isPrefixed ? colourOf(dimension) : 'blue';
    if (this.readOnly) return chip(text, colour, '');
    const makePrimary =
      isRanked && index > 0
        ? html`<button type="button" class="u-chip-x" aria-label="${t('widget.makePrimary')}：${label}" title=${t('widget.makePrimary')}
          @click=${(event: Event) => this.#promote(event, value)}>${icon('star')}</button>`
        : nothing;
    return chip(
      html`${text}${makePrimary}`,
      colour,
      t('action.remove', { name: label }),
      (event) => {
        event.stopPropagation();
        this.#store(this.#chosen.filter((known) => known !== value));
      },
    );
  }

  #promote(event: Event, value: string): void {
    event.stopPropagation();
    this.#store([value, ...this.#chosen.filter((known) => known !== value)]);
  }

  #panel(): TemplateResult {
    const dimension = this.#current;
    const bar =
      this.#dimensions.length > 1
        ? tabs({
            label: this.label,
            prefix: `f-${this.key}-d`,
            current: dimension,
            small: true,
            tabs: this.#dimensions.map((name) => ({
              name,
              label: this.#nameOf(name),
              count: this.#codesOf(name).length,
            })),
            onSelect: (name) => {
              this.dimension = name;
            },
          })
        : nothing;
    return html`<div class="u-pop u-pop-tree" popover="manual" role="dialog" aria-label=${this.label} @keydown=${this.#key}>${bar}<crm-tree
      .key=${this.key} .source=${this.source} .classification=${dimension} .label=${this.#nameOf(dimension)} .chosen=${this.#codesOf(dimension)}
      .allowed=${this.allowed} .multiple=${this.settings.multiple === true} @node-pick=${this.#picked}></crm-tree></div>`;
  }

  protected override render(): TemplateResult {
    const chosen = this.#chosen;
    const isMultiple = this.settings.multiple === true;
    const open = this.#popover.isOpen;
    const single = !isMultiple && chosen[0] !== undefined ? this.#split(chosen[0]) : undefined;
    const shown = single
      ? (this.source.node(single.dimension, single.code) ?? single.code)
      : t('widget.choose');
    const opener =
      isMultiple && chosen.length > 0
        ? icon('plus')
        : html`<span class="u-cut ${single ? '' : 'u-muted'}" title=${single ? shown : nothing}>${shown}</span>`;
    return html`<div class="u-box ${isMultiple && chosen.length > 0 ? 'u-box-chips' : ''} ${this.invalid ? 'u-box-bad' : ''} ${this.readOnly ? 'u-box-off' : ''}"
      @click=${this.#openTree}>${isMultiple ? chosen.map((value, index) => this.#chip(value, index)) : nothing}<button type="button"
      class="u-tree-open ${isMultiple && chosen.length > 0 ? 'u-box-btn' : 'u-grow'}" id="f-${this.key}" aria-haspopup="dialog" aria-expanded=${open}
      aria-label="${this.label}：${isMultiple && chosen.length > 0 ? t('action.add') : shown}" aria-describedby=${this.describedBy || nothing}
      ?disabled=${this.readOnly}>${opener}</button>${
        !isMultiple && single && !this.required && !this.readOnly
          ? html`<button type="button" class="u-box-btn" aria-label=${t('action.clear')} @click=${(
              event: Event,
            ) => {
              event.stopPropagation();
              this.#store([]);
            }}>${icon('x', 'u-icon-s')}</button>`
          : nothing
      }${isMultiple && chosen.length > 0 ? nothing : html`<span class="u-box-btn" aria-hidden="true">${icon('chevron-down')}</span>`}</div>${open ? this.#panel() : nothing}`;
  }
}
