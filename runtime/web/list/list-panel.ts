// A panel that hangs on a button above the list: heading, content, close; Escape and a press elsewhere close it.
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { t } from '../i18n/t.ts';
import type { TextKey } from '../i18n/zh-cn.ts';
import { icon } from '../ui/icon.ts';
import { PopoverController } from '../ui/popover-controller.ts';

export const panelStyles = css`
.panel{padding:0;overflow:auto}
.panel-head{display:flex;align-items:center;gap:8px;padding:10px 8px 4px 16px}
.panel-head h2{font-size:14px;line-height:20px;font-weight:600;flex:1}
.rows{display:flex;flex-direction:column;gap:8px;padding:4px 16px}
.foot{display:flex;align-items:center;gap:4px;padding:8px 16px 10px 10px;flex-wrap:wrap}
@media (max-width:760px){.panel{padding:0 0 env(safe-area-inset-bottom)!important;max-height:86dvh!important}.rows{gap:12px}}
`;

export abstract class ListPanel extends LitElement {
  @property({ attribute: false }) anchor: HTMLElement | null = null;
  abstract readonly heading: TextKey;

  readonly #popover = new PopoverController(this, {
    anchor: () => this.anchor,
    panel: () => this.renderRoot.querySelector<HTMLElement>('.panel'),
    onClose: () => this.dispatchEvent(new CustomEvent('panel-close')),
    maxHeight: 600,
  });

  protected override firstUpdated(_changed: PropertyValues): void {
    this.#popover.open();
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('.panel')?.focus(),
    );
  }

  #leave = (): void => {
    this.#popover.close();
    this.anchor?.focus();
  };

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    this.#leave();
  }

  protected abstract body(): TemplateResult;

  protected override render(): TemplateResult {
    if (!this.#popover.isOpen) return html``;
    return html`<div class="u-pop panel" popover="manual" role="dialog" tabindex="-1" aria-label=${t(this.heading)} @keydown=${this.#key}><div class="panel-head"><h2>${t(
      this.heading,
    )}</h2><button type="button" class="u-btn u-btn-ghost u-btn-icon" aria-label=${t('action.close')} @click=${this.#leave}>${icon('x')}</button></div>${this.body()}</div>`;
  }
}
