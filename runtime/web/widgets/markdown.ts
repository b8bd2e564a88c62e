// A small, safe Markdown: headings, lists, quotes, code, bold, italic, links, rendered as templates (never innerHTML).
import { html, type TemplateResult } from 'lit';

type Piece = TemplateResult | string;
const INLINE = /(\*\*[^*]+\*\*|`[^`]+`|\*[^*\s][^*]*\*|\[[^\]]+\]\([^)\s]+\))/;

function inlinePiece(text: string): Piece {
  if (text.startsWith('**') && text.length > 4) return html`<strong>${text.slice(2, -2)}</strong>`;
  if (text.startsWith('`') && text.length > 2) return html`<code>${text.slice(1, -1)}</code>`;
  if (text.startsWith('*') && text.length > 2) return html`<em>${text.slice(1, -1)}</em>`;
  const link = /^\[([^\]]+)\]\((https?:\/\/[^)\s]+|mailto:[^)\s]+)\)$/.exec(text);
  return link
    ? html`<a href=${link[2] ?? ''} rel="noopener noreferrer" target="_blank">${link[1]}</a>`
    : text;
}

function inline(text: string): Piece[] {
  return text.split(INLINE).filter(Boolean).map(inlinePiece);
}

function block(text: string): TemplateResult {
  const lines = text.split('\n');
  const first = lines[0] ?? '';
  if (/^#{1,6} /.test(first))
    return html`<p class="u-md-h">${inline(first.replace(/^#+ /, ''))}</p>`;
  if (lines.every((line) => /^\s*[-*] /.test(line)))
    return html`<ul class="u-md-ul">${lines.map((line) => html`<li>${inline(line.replace(/^\s*[-*] /, ''))}</li>`)}</ul>`;
  if (lines.every((line) => /^\s*\d+[.)] /.test(line)))
    return html`<ol class="u-md-ol">${lines.map((line) => html`<li>${inline(line.replace(/^\s*\d+[.)] /, ''))}</li>`)}</ol>`;
  if (lines.every((line) => line.startsWith('>')))
    return html`<blockquote>${inline(lines.map((line) => line.replace(/^> ?/, '')).join(' '))}</blockquote>`;
  return html`<p>${lines.map((line, index) => html`${index > 0 ? html`<br>` : ''}${inline(line)}`)}</p>`;
}

export function markdown(text: string): TemplateResult {
  const blocks = text.trim().split(/\n{2,}/);
  return html`<div class="u-md">${blocks.map(block)}</div>`;
}
