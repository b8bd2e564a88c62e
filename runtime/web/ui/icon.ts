// An icon from the sprite. Decorative always: the control around it carries the name.
import { html, type TemplateResult } from 'lit';

export function icon(name: string, extra = ''): TemplateResult {
  return html`<svg class="u-icon ${extra}" aria-hidden="true"><use href="/assets/icons.svg#${name}"></use></svg>`;
}
