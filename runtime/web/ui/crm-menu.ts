// A button with a menu of actions; light DOM, roving focus, type-ahead left to the browser's find.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from './icon.ts';
import { PopoverController } from './popover-controller.ts';

export interface MenuItem {
  label: string;
  icon?: string;
  danger?: boolean;
  checked?: boolean;
  disabled?: boolean;
  /** A line above it. */
  separated?: boolean;
  run(): void;
}

@customElement('crm-menu')
export class CrmMenu extends LitElement {
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  @property() label = '';
  @property() icon = '';
  /** Text of the button; without it only the icon shows and `label` names it. */
  @property() text = '';
  @property() look = 'u-btn u-btn-ghost';
  /** -1: reached by what surrounds it, not by Tab. */
  @property({ type: Number }) stop = 0;
  #wantsFocus: 'first' | 'last' | undefined;

  readonly #popover = new PopoverController(this, {
    anchor: () => this.querySelector<HTMLElement>(':scope > button'),
    panel: () => this.querySelector<HTMLElement>(':scope > .u-pop'),
    placement: 'bottom-end',
    maxHeight: 480,
  });

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(): void {
    if (!this.#wantsFocus || !this.#popover.isOpen) return;
    const items = this.#buttons();
    (this.#wantsFocus === 'first' ? items[0] : items.at(-1))?.focus();
    this.#wantsFocus = undefined;
  }

  #buttons(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  }

  #openAt(place: 'first' | 'last'): void {
    this.#wantsFocus = place;
    this.#popover.open();
  }

  #closeAndReturn(): void {
    this.#popover.close();
    this.querySelector<HTMLElement>(':scope > button')?.focus();
  }

  /** Opens the menu and puts the focus on its first item. */
  openMenu(): void {
    this.#openAt('first');
  }

  #buttonKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.#openAt(event.key === 'ArrowDown' ? 'first' : 'last');
  }

  #menuKey(event: KeyboardEvent): void {
    const items = this.#buttons();
    const at = items.indexOf(event.target as HTMLElement);
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1 + items.length,
      Home: 0,
      End: items.length - 1,
    };
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.stopPropagation();
      if (event.key === 'Escape') event.preventDefault();
      this.#closeAndReturn();
      return;
    }
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items[to % items.length]?.focus();
  }

  #pick(item: MenuItem): void {
    this.#closeAndReturn();
    item.run();
  }

  #item(item: MenuItem): TemplateResult {
    return html`${item.separated ? html`<hr class="u-sep">` : nothing}<button type="button" tabindex="-1"
      class="u-opt ${item.danger ? 'u-opt-danger' : ''} ${item.checked ? 'u-opt-on' : ''}"
      role=${item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-checked=${item.checked === undefined ? nothing : String(item.checked)} ?disabled=${item.disabled ?? false}
      @click=${() => this.#pick(item)}>${item.icon ? icon(item.icon) : nothing}<span class="u-grow u-cut">${item.label}</span>${
        item.checked ? icon('check') : nothing
      }</button>`;
  }

  protected override render(): TemplateResult {
    const open = this.#popover.isOpen;
    return html`<button type="button" class="${this.look} ${this.text ? '' : 'u-btn-icon'}" aria-haspopup="menu" tabindex=${this.stop}
        aria-expanded=${open} aria-label=${this.text ? nothing : this.label} title=${this.text ? nothing : this.label}
        @click=${() => (open ? this.#closeAndReturn() : this.#openAt('first'))} @keydown=${this.#buttonKey}>${
          this.icon ? icon(this.icon) : nothing
        }${this.text || nothing}</button>
      ${
        open
          ? html`<div class="u-pop" popover="manual" role="menu" aria-label=${this.label} @keydown=${this.#menuKey}>${this.items.map(
              (item) => this.#item(item),
            )}</div>`
          : nothing
      }`;
  }
}
