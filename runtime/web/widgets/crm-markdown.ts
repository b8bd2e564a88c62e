// Shows a Markdown text; light DOM.
import { LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { markdown } from './markdown.ts';
import '../ui/rarer-styles.ts';

@customElement('crm-markdown')
export class CrmMarkdown extends LitElement {
  @property() text = '';

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return markdown(this.text);
  }
}
