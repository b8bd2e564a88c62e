// The rows of a narrow list as cards. A long press begins to choose; then a press chooses instead of opening.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../i18n/t.ts';
import { isChosen, type ListSelection } from '../list/list-selection.ts';
import { sty } from '../ui/sty.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { cardOf } from './card.ts';
import type { Column } from './columns.ts';
import type { GridWindow } from './grid-window.ts';
import type { ListPages } from './list-pages.ts';

export interface GridCards {
  label: string;
  view: GridWindow;
  pages: ListPages;
  entityName: string;
  columns: readonly Column[];
  source: WidgetSource;
  selection: ListSelection;
  isPicking: boolean;
  onScroll(event: Event): void;
  onPick(index: number): void;
}

const LONG_PRESS = 450;
const SLIP = 10;

let pressed: { timer: number; x: number; y: number } | undefined;

function letGo(): void {
  clearTimeout(pressed?.timer);
  pressed = undefined;
}

/** A finger that stays where it is for a while; the press that ends it opens nothing. */
function hold(event: PointerEvent, picked: () => void): void {
  letGo();
  const target = event.currentTarget as HTMLElement;
  const timer = window.setTimeout(() => {
    pressed = undefined;
    picked();
    const swallow = (click: Event) => {
      click.preventDefault();
      click.stopPropagation();
    };
    target.addEventListener('click', swallow, { capture: true, once: true });
    const forget = () => setTimeout(() => target.removeEventListener('click', swallow, true), 50);
    document.addEventListener('pointerup', forget, { once: true });
  }, LONG_PRESS);
  pressed = { timer, x: event.clientX, y: event.clientY };
}

function slipped(event: PointerEvent): void {
  if (!pressed) return;
  const far = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y);
  if (far > SLIP) letGo();
}

function item(cards: GridCards, index: number): TemplateResult {
  const row = cards.pages.at(index);
  const { isPicking } = cards;
  if (!row)
    return html`<li><div class="card" aria-hidden="true"><span class="u-skel"></span><span class="u-skel"></span></div></li>`;
  const isOn = isChosen(cards.selection, row.id);
  const press = (event: Event) => {
    if (!isPicking || (event.target as Element).matches('.u-check')) return;
    event.preventDefault();
    cards.onPick(index);
  };
  const box = isPicking
    ? html`<input type="checkbox" class="u-check card-pick" aria-label="${t('list.select')}: ${row.$name ?? ''}" .checked=${live(isOn)} @change=${() => cards.onPick(index)}>`
    : nothing;
  return html`<li @click=${press} @pointerdown=${(event: PointerEvent) => {
    if (event.pointerType !== 'mouse' && !isPicking) hold(event, () => cards.onPick(index));
  }} @pointermove=${slipped} @pointerup=${letGo} @pointercancel=${letGo} @contextmenu=${(event: Event) => event.preventDefault()}>${cardOf(row, cards.entityName, cards.columns, cards.source, isOn)}${box}</li>`;
}

export function gridCards(cards: GridCards): TemplateResult {
  const { view, pages } = cards;
  const { from, to } = view.range();
  const indexes = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  const waiting = pages.count === 0 && pages.status === 'first';
  return html`<div class="cards ${cards.isPicking ? 'picking' : ''}" aria-busy=${waiting} @scroll=${cards.onScroll}><ul aria-label=${cards.label} ${sty(
    {
      'padding-top': `${view.y(from)}px`,
      'padding-bottom': `${Math.max(0, view.bodyHeight - view.y(to))}px`,
    },
  )}>${repeat(
    indexes,
    (index) => pages.at(index)?.id ?? index,
    (index) => item(cards, index),
  )}</ul>${waiting ? html`<p class="u-skel-line"><span class="u-skel"></span></p>` : nothing}</div>`;
}
