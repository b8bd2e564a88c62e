// A value the engine computes: shown, never edited; how it is computed is said beside it.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { t } from '../i18n/t.ts';
import { icon } from '../ui/icon.ts';
import { tip } from '../ui/tooltip.ts';
import { CrmWidget } from './crm-widget.ts';
import { formatValue, isEmpty } from './format.ts';

@customElement('crm-widget-computed')
export class CrmWidgetComputed extends CrmWidget {
  @state() private words: string | undefined;
  #isAsked = false;

  protected override willUpdate(): void {
    if (this.#isAsked || this.field.type !== 'formula') return;
    this.#isAsked = true;
    void import('./formula-words.ts').then(({ formulaWords }) => {
      this.words = formulaWords(this.field, this.entity);
    });
  }

  #sign(): TemplateResult | typeof nothing {
    if (this.field.type !== 'formula' && this.field.type !== 'rollup') return nothing;
    const words = this.words
      ? t('widget.formulaIs', { words: this.words })
      : t(this.field.type === 'rollup' ? 'widget.rollup' : 'widget.formula');
    return html`<span class="u-formula" tabindex="0" role="img" aria-label=${words} ${tip(words)}>${icon('square-function', 'u-icon-s')}</span>`;
  }

  protected override render(): TemplateResult {
    const text = isEmpty(this.value)
      ? t('widget.computed')
      : formatValue(this.field, this.value, this.source, this.entity);
    return html`<div class="u-ro u-num"><output class="u-grow ${isEmpty(this.value) ? 'u-muted' : ''}" id="f-${this.key}">${text}</output>${this.#sign()}</div>`;
  }
}
