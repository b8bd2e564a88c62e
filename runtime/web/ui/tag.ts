// Tags, status dots, avatars and keyboard hints: the small coloured words of lists and cards.
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';
import { TAG_COLOURS, type TagColour } from './tokens.ts';

export function tag(label: string, colour: TagColour = 'gray', dot = false): TemplateResult {
  return html`<span class="u-tag u-tag-${colour}">${dot ? html`<i class="u-dot"></i>` : nothing}${label}</span>`;
}

/** A stable colour for a name, so that one person or dimension keeps its tint everywhere. */
export function colourOf(text: string): TagColour {
  let hash = 0;
  for (const char of text) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return TAG_COLOURS[1 + (hash % (TAG_COLOURS.length - 1))] ?? 'blue';
}

/** Chinese names show their last character, others their first letter. */
export function initialOf(name: string): string {
  const chars = [...name.trim()];
  const last = chars.at(-1) ?? '';
  const letter = /\p{Script=Han}/u.test(last) ? last : (chars[0] ?? '?');
  return letter.toLocaleUpperCase();
}

export function avatar(name: string): TemplateResult {
  return html`<span class="u-avatar u-tag-${colourOf(name)}" aria-hidden="true">${initialOf(name)}</span>`;
}

export function person(name: string): TemplateResult {
  return html`<span class="u-person">${avatar(name)}<span class="u-cut">${name}</span></span>`;
}

export function kbd(...keys: string[]): TemplateResult {
  return html`${keys.map((key) => html`<kbd class="u-kbd">${key}</kbd>`)}`;
}

/** A removable chip; `at` is its place, told to `remove`. */
export function chip(
  label: unknown,
  colour: TagColour,
  removeLabel: string,
  remove?: (event: Event) => void,
): TemplateResult {
  return html`<span class="u-tag u-chip u-tag-${colour}"><span class="u-cut">${label}</span>${
    remove
      ? html`<button type="button" class="u-chip-x" aria-label=${removeLabel} @click=${remove}>${icon('x')}</button>`
      : nothing
  }</span>`;
}
