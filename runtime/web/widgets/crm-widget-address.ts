// An address: region, street and postcode. A whole address pasted into the street is taken apart.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ClientNode } from '../../../core/model/client.ts';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { toast } from '../ui/crm-toasts.ts';
import {
  looksLikeAddress,
  type ReadAddress,
  type Region,
  type Regions,
  readAddress,
} from './address-text.ts';
import './crm-region-picker.ts';
import { CrmWidget, textSetting } from './crm-widget.ts';

type Address = {
  country: string | null;
  region: string | null;
  detail: string | null;
  postcode: string | null;
};
const EMPTY: Address = { country: null, region: null, detail: null, postcode: null };
const MAX_DETAIL = 300;
const MAX_POSTCODE = 12;

/** Chinese addresses are read by the Chinese names, whatever the reader's language. */
function regionOf(node: ClientNode): Region {
  const path = node.path.map(({ code, label }) => ({ code, label: label['zh-CN'] }));
  return { code: node.code, label: node.label['zh-CN'], path };
}

@customElement('crm-widget-address')
export class CrmWidgetAddress extends CrmWidget<Address> {
  get #tree(): string {
    return textSetting(this.settings, 'classification') || 'region_cn';
  }

  get #regions(): Regions {
    const ask = async (query: { parent?: string; q?: string }) =>
      (await this.source.nodes(this.#tree, query)).map(regionOf);
    return {
      children: (parent) => ask(parent ? { parent } : {}),
      search: (q) => ask({ q }),
    };
  }

  #set(patch: Partial<Address>): void {
    const next = { ...EMPTY, ...this.value, ...patch };
    if (next.region && !next.country) next.country = 'CN';
    const isEmpty = !next.region && !next.detail && !next.postcode;
    this.emit(isEmpty ? null : next);
  }

  /** Only a paste that fills the whole street is taken apart; what is not an address stays as pasted. */
  async #pasted(event: ClipboardEvent): Promise<void> {
    const text = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (this.readOnly || !looksLikeAddress(text)) return;
    const before = this.value;
    const read = await readAddress(text, this.#regions).catch(() => undefined);
    const isWhole = this.value?.detail?.trim() === text.replace(/[\r\n]+/g, '');
    if (!read?.region || !isWhole) return;
    const { region, detail, postcode } = read;
    this.#set({
      region: region.code,
      detail: detail || null,
      postcode: postcode ?? before?.postcode ?? null,
    });
    this.#tell(read, () => this.emit({ ...EMPTY, ...before, detail: text }));
  }

  #tell({ region, person, phone }: ReadAddress, undo: () => void): void {
    const steps = [...(region?.path.map(({ label }) => label) ?? []), region?.label ?? ''];
    const place = steps.join('');
    const other = [person, phone].filter(Boolean).join(' ');
    const text = other
      ? t('widget.addressReadOther', { place, other })
      : t('widget.addressRead', { place });
    toast({ text, kind: 'ok', undo });
  }

  #text(part: 'detail' | 'postcode', max: number): TemplateResult {
    const name = t(part === 'detail' ? 'widget.detail' : 'widget.postcode');
    const isDetail = part === 'detail';
    return html`<input class="u-input ${isDetail ? 'u-grow' : 'u-num u-postcode'}" id=${isDetail ? `f-${this.key}` : nothing} type="text"
      maxlength=${max} autocomplete="off" placeholder=${isDetail ? t('widget.detailHint') : name} aria-label="${this.label} ${name}"
      inputmode=${isDetail ? nothing : 'numeric'} ?readonly=${this.readOnly} .value=${live(this.value?.[part] ?? '')}
      aria-invalid=${this.invalid ? 'true' : nothing} aria-describedby=${this.describedBy || nothing}
      @paste=${isDetail ? this.#pasted : nothing} @input=${(event: Event) => this.#set({ [part]: inputText(event) || null })}
      @change=${(event: Event) => event.stopPropagation()}>`;
  }

  protected override render(): TemplateResult {
    return html`<div class="u-stack"><div class="u-pair"><crm-region-picker class="u-grow" .key=${`${this.key}-r`} .label="${this.label} ${t('widget.region')}"
      .value=${this.value?.region ?? ''} .tree=${this.#tree} .full=${this.value?.region ? (this.source.node(this.#tree, this.value.region) ?? '') : ''} .source=${this.source} .invalid=${this.invalid} .readOnly=${this.readOnly}
      .describedBy=${this.describedBy} @value-change=${(
        event: CustomEvent<{ value: string | null }>,
      ) => {
        event.stopPropagation();
        this.#set({ region: event.detail.value });
      }}></crm-region-picker>${this.#text('postcode', MAX_POSTCODE)}</div>${this.#text('detail', MAX_DETAIL)}</div>`;
  }
}
