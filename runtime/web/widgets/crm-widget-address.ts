// An address: 省市区 chosen level by level from a classification, then street and postcode.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ClientNode } from '../../../core/model/client.ts';
import { say, t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { CrmWidget, textSetting } from './crm-widget.ts';
import { fullLabel } from './tree-rows.ts';

type Address = {
  country: string | null;
  region: string | null;
  detail: string | null;
  postcode: string | null;
};
const EMPTY: Address = { country: null, region: null, detail: null, postcode: null };
const LEVELS = 3;

@customElement('crm-widget-address')
export class CrmWidgetAddress extends CrmWidget<Address> {
  /** Options per level, and what is chosen on each. */
  @state() private levels: readonly (readonly ClientNode[])[] = [];
  @state() private chosen: readonly string[] = [];
  #loadedFor: string | null | undefined;

  get #tree(): string {
    return textSetting(this.settings, 'classification') || 'region_cn';
  }

  protected override willUpdate(): void {
    const region = this.value?.region ?? null;
    if (region === this.#loadedFor) return;
    this.#loadedFor = region;
    void this.#load(region);
  }

  async #load(region: string | null): Promise<void> {
    const [node] = region
      ? await this.source.nodes(this.#tree, { codes: region }).catch(() => [])
      : [];
    if (node && region) this.source.learnNode(this.#tree, region, fullLabel(node));
    const path = node ? [...node.path.map((step) => step.code), node.code] : [];
    const parents = ['', ...path].slice(0, LEVELS);
    const levels = await Promise.all(
      parents.map((parent) =>
        this.source.nodes(this.#tree, parent ? { parent } : {}).catch(() => []),
      ),
    );
    this.levels = levels.filter((nodes) => nodes.length > 0);
    this.chosen = path;
  }

  #set(patch: Partial<Address>): void {
    const next = { ...EMPTY, ...this.value, ...patch };
    if (next.region && !next.country) next.country = 'CN';
    const isEmpty = !next.region && !next.detail && !next.postcode;
    this.emit(isEmpty ? null : next);
  }

  #pick(level: number, event: Event): void {
    const code = inputText(event);
    this.#set({ region: code || (this.chosen[level - 1] ?? null) });
  }

  #level(nodes: readonly ClientNode[], level: number): TemplateResult {
    const names = [t('widget.province'), t('widget.city'), t('widget.district')];
    const current = this.chosen[level] ?? '';
    return html`<select class="u-input" aria-label="${this.label} ${names[level] ?? ''}" ?disabled=${this.readOnly} .value=${live(current)}
      @change=${(event: Event) => this.#pick(level, event)}><option value="" ?selected=${current === ''}>${names[level] ?? ''}</option>${nodes.map(
        (node) =>
          html`<option value=${node.code} ?selected=${node.code === current}>${say(node.label)}</option>`,
      )}</select>`;
  }

  #text(part: 'detail' | 'postcode', max: number): TemplateResult {
    const name = t(part === 'detail' ? 'widget.detail' : 'widget.postcode');
    return html`<input class="u-input ${part === 'postcode' ? 'u-num u-postcode' : 'u-grow'}" id=${part === 'detail' ? `f-${this.key}` : nothing} type="text"
      maxlength=${max} autocomplete="off" placeholder=${name} aria-label="${this.label} ${name}" ?readonly=${this.readOnly}
      .value=${live(this.value?.[part] ?? '')} aria-invalid=${this.invalid ? 'true' : nothing} aria-describedby=${this.describedBy || nothing}
      @input=${(event: Event) => this.#set({ [part]: inputText(event) || null })} @change=${(event: Event) => event.stopPropagation()}>`;
  }

  protected override render(): TemplateResult {
    return html`<div class="u-stack"><div class="u-pair">${this.levels.map((nodes, level) => this.#level(nodes, level))}</div>
      <div class="u-pair">${this.#text('detail', 200)}${this.#text('postcode', 10)}</div></div>`;
  }
}
