// A small, safe Markdown: headings, lists, quotes, code, rules, bold, italic, strike, links, rendered as templates (never
// as HTML of the text).
import { html, type TemplateResult } from 'lit';

type Piece = TemplateResult | string;
const INLINE =
  /(`[^`]+`|\*\*[^*]+(?:\*[^*]+\*[^*]*)*\*\*|~~[^~]+~~|\*[^*\s][^*]*\*|(?<![\p{L}\p{N}])_[^_\s][^_]*_(?![\p{L}\p{N}])|\[[^\]]+\]\([^)\s]+\)|https?:\/\/[^\s<>()，。；、]+)/u;
const ITEM = /^(\s*)([-*+]|\d{1,3}[.)])\s+(.*)$/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/;
const FENCE = /^\s*```/;
const QUOTE = /^\s*> ?/;

function link(text: Piece | Piece[], address: string): TemplateResult {
  return html`<a href=${address} rel="noopener noreferrer" target="_blank">${text}</a>`;
}

function inlinePiece(text: string): Piece | Piece[] {
  if (text.length > 4 && text.startsWith('**') && text.endsWith('**'))
    return html`<strong>${inline(text.slice(2, -2))}</strong>`;
  if (text.length > 4 && text.startsWith('~~') && text.endsWith('~~'))
    return html`<del>${inline(text.slice(2, -2))}</del>`;
  if (text.length > 2 && text.startsWith('`') && text.endsWith('`'))
    return html`<code>${text.slice(1, -1)}</code>`;
  if (text.length > 2 && /^([*_]).*\1$/s.test(text))
    return html`<em>${inline(text.slice(1, -1))}</em>`;
  const named = /^\[([^\]]+)\]\((https?:\/\/[^)\s]+|mailto:[^)\s]+)\)$/.exec(text);
  if (named) return link(named[1] ?? '', named[2] ?? '');
  return /^https?:\/\//.test(text) ? link(text, text) : text;
}

function inline(text: string): (Piece | Piece[])[] {
  return text.split(INLINE).filter(Boolean).map(inlinePiece);
}

interface Lines {
  readonly all: readonly string[];
  at: number;
}

/** The lines from here on for which `holds`. */
function takeWhile(lines: Lines, holds: (line: string) => boolean): string[] {
  const taken: string[] = [];
  while (lines.at < lines.all.length && holds(lines.all[lines.at] ?? ''))
    taken.push(lines.all[lines.at++] ?? '');
  return taken;
}

function codeBlock(lines: Lines): TemplateResult {
  lines.at += 1;
  const code = takeWhile(lines, (line) => !FENCE.test(line));
  lines.at += 1;
  return html`<pre class="u-md-pre" tabindex="0"><code>${code.join('\n')}</code></pre>`;
}

const depthOf = (line: string) => ITEM.exec(line)?.[1]?.length ?? 0;

/** Items at one depth; deeper ones stand in the item before them. */
function list(items: readonly string[]): TemplateResult {
  const depth = depthOf(items[0] ?? '');
  const groups: string[][] = [];
  for (const item of items) {
    if (depthOf(item) <= depth || groups.length === 0) groups.push([item]);
    else groups.at(-1)?.push(item);
  }
  const shown = groups.map(([first = '', ...deeper]) => {
    const text = ITEM.exec(first)?.[3] ?? first;
    return html`<li>${inline(text)}${deeper.length > 0 ? list(deeper) : ''}</li>`;
  });
  const isNumbered = /^\s*\d/.test(items[0] ?? '');
  return isNumbered
    ? html`<ol class="u-md-ol" start=${Number.parseInt((items[0] ?? '').trim(), 10)}>${shown}</ol>`
    : html`<ul class="u-md-ul">${shown}</ul>`;
}

const startsBlock = (line: string) =>
  [ITEM, HEADING, RULE, FENCE, QUOTE].some((pattern) => pattern.test(line));

function paragraph(lines: Lines): TemplateResult {
  const first = lines.all[lines.at++] ?? '';
  const rest = takeWhile(lines, (line) => line.trim() !== '' && !startsBlock(line));
  return html`<p>${[first, ...rest].map((line, index) => html`${index > 0 ? html`<br>` : ''}${inline(line)}`)}</p>`;
}

function block(lines: Lines): TemplateResult {
  const line = lines.all[lines.at] ?? '';
  if (FENCE.test(line)) return codeBlock(lines);
  const heading = HEADING.exec(line);
  if (heading || RULE.test(line)) {
    lines.at += 1;
    if (!heading) return html`<hr>`;
    return html`<p class="u-md-h u-md-h${Math.min(heading[1]?.length ?? 1, 3)}">${inline(heading[2] ?? '')}</p>`;
  }
  if (QUOTE.test(line)) {
    const quoted = takeWhile(lines, (each) => QUOTE.test(each)).map((each) =>
      each.replace(QUOTE, ''),
    );
    return html`<blockquote>${blocks(quoted)}</blockquote>`;
  }
  if (ITEM.test(line)) {
    const isNumbered = /^\s*\d/.test(line);
    const depth = depthOf(line);
    return list(
      takeWhile(
        lines,
        (each) => ITEM.test(each) && (depthOf(each) > depth || /^\s*\d/.test(each) === isNumbered),
      ),
    );
  }
  return paragraph(lines);
}

function blocks(all: readonly string[]): TemplateResult[] {
  const lines: Lines = { all, at: 0 };
  const made: TemplateResult[] = [];
  while (lines.at < all.length) {
    if ((all[lines.at] ?? '').trim() === '') lines.at += 1;
    else made.push(block(lines));
  }
  return made;
}

/** Markdown as elements; whatever else stands in the text is text. */
export function markdown(text: string): TemplateResult {
  return html`<div class="u-md">${blocks(text.replaceAll('\r\n', '\n').split('\n'))}</div>`;
}
