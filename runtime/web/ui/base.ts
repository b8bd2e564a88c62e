// The shared sheet of every page, and the document's own: both constructable, so the strict CSP holds.
import { type CSSResult, css } from 'lit';
import { controlStyles } from './base-controls.ts';
import { surfaceStyles } from './base-surfaces.ts';
import { widgetStyles } from './base-widgets.ts';
import { tokensCss } from './tokens.ts';

/** First of the `styles` of every page with a shadow root; also adopted by the document for light DOM elements. */
export const base: CSSResult = css`${controlStyles}${surfaceStyles}${widgetStyles}`;

/** Adds styles at the end of the shared sheet, wherever it is in use by now. */
export function extendBase({ styleSheet: added }: CSSResult): void {
  const sheet = base.styleSheet;
  for (const rule of added?.cssRules ?? []) sheet?.insertRule(rule.cssText, sheet.cssRules.length);
}

export function adoptDocumentStyles(): void {
  const tokens = new CSSStyleSheet();
  tokens.replaceSync(tokensCss);
  const sheets = [tokens];
  if (base.styleSheet) sheets.push(base.styleSheet);
  document.adoptedStyleSheets = sheets;
}
