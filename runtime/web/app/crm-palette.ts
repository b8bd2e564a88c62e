// The command palette (Ctrl+K, /): records by search, places to go, things to do; keyboard first.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-dialog.ts';
import { later } from '../i18n/later.ts';
import { icon } from '../ui/icon.ts';
import { kbd } from '../ui/tag.ts';
import type { Command } from './palette-commands.ts';

type List = typeof import('./palette-list.ts');

const DEBOUNCE = 120;
const styles = css`
.box{display:flex;flex-direction:column;width:min(600px,100%);max-height:min(520px,80dvh)}
.search{display:flex;align-items:center;gap:10px;padding:0 16px;height:48px;border-bottom:1px solid var(--line);flex:none}
.search input{flex:1;min-width:0;border:0;background:transparent;font-size:max(14px,var(--ctl-font));height:46px}
.search input:focus-visible{outline:none}
.list{overflow:auto;padding:6px;min-height:0}
.group{padding:8px 8px 2px;font-size:11px;color:var(--fg-3)}
.detail{flex:none;max-width:50%}
.keys{display:flex;gap:3px;flex:none}
.hint{padding:6px 16px;border-top:1px solid var(--line);flex:none}
`;

@customElement('crm-palette')
export class CrmPalette extends LitElement {
  static override styles = [base, styles];

  @property({ type: Boolean }) open = false;
  @property({ attribute: false }) showHelp: () => void = () => undefined;
  @state() private text = '';
  @state() private active = 0;
  @state() private hits: readonly Command[] = [];
  @state() private isSearching = false;
  /** Fetched when the palette first opens; one may type meanwhile. */
  @state() private list: List | undefined;
  /** Said to screen readers; the page behind a modal dialog is silent. */
  @state() private said = '';
  readonly preferences = new PreferencesController(this);
  #timer = 0;
  #sequence = 0;

  protected override updated(changed: PropertyValues): void {
    if (changed.has('open') && this.open) void this.#opened();
    this.renderRoot.querySelector('.u-opt-active')?.scrollIntoView({ block: 'nearest' });
  }

  async #opened(): Promise<void> {
    this.#set('');
    await this.updateComplete;
    this.renderRoot.querySelector('input')?.focus();
    this.list ??= await later(() => import('./palette-list.ts'));
    if (this.text) await this.#search();
  }

  #set(text: string): void {
    this.text = text;
    this.hits = [];
    this.active = 0;
    this.#sequence++;
    this.isSearching = false;
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('palette-close'));
  }

  get #commands(): Command[] {
    return this.list?.paletteList(this.text, this.hits, this.showHelp) ?? [];
  }

  #typed(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
    this.active = 0;
    clearTimeout(this.#timer);
    if ((event as InputEvent).isComposing) return;
    this.isSearching = this.list?.isSearch(this.text) ?? true;
    this.#timer = window.setTimeout(() => void this.#search(), DEBOUNCE);
  }

  async #search(): Promise<void> {
    const sequence = ++this.#sequence;
    const hits = await this.list?.findRecords(this.text);
    if (!hits || sequence !== this.#sequence) return;
    this.hits = hits;
    this.isSearching = false;
    this.said = this.text ? t('palette.found', { count: this.#commands.length }) : '';
  }

  #run(command: Command | undefined): void {
    if (!command) return;
    if (command.continues !== undefined) {
      this.#set(command.continues);
      this.renderRoot.querySelector('input')?.focus();
      return;
    }
    this.#close();
    command.run();
  }

  #key(event: KeyboardEvent): void {
    // Keys pressed here are not the page's; Escape closes the dialog by itself.
    event.stopPropagation();
    if (event.isComposing) return;
    const count = this.#commands.length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (count > 0)
        this.active = (this.active + (event.key === 'ArrowDown' ? 1 : -1) + count) % count;
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.#run(this.#commands[this.active]);
    }
  }

  #option(command: Command, index: number): TemplateResult {
    return html`<div role="option" id="o${index}" aria-selected=${index === this.active} class="u-opt ${index === this.active ? 'u-opt-active' : ''}"
      @click=${() => this.#run(command)}>${icon(command.icon)}<span class="u-grow u-cut">${command.label}</span>${
        command.detail ? html`<span class="u-meta u-cut detail">${command.detail}</span>` : nothing
      }${command.keys ? html`<span class="keys">${kbd(...command.keys)}</span>` : nothing}</div>`;
  }

  #list(commands: readonly Command[]): TemplateResult {
    if (commands.length === 0)
      return html`<div class="list"><p class="u-pop-note" role="status">${t(this.isSearching || !this.list ? 'palette.searching' : 'palette.none')}</p></div>`;
    const groups = new Map<string, [number, Command][]>();
    for (const entry of commands.entries()) {
      const { group } = entry[1];
      groups.set(group, [...(groups.get(group) ?? []), entry]);
    }
    return html`<div class="list" role="listbox" id="list" aria-label=${t('palette.title')}>${[
      ...groups,
    ].map(
      ([name, entries]) =>
        html`<div role="group" aria-label=${name}><div class="group" aria-hidden="true">${name}</div>${entries.map(
          ([index, command]) => this.#option(command, index),
        )}</div>`,
    )}</div>`;
  }

  protected override render(): TemplateResult {
    const commands = this.open ? this.#commands : [];
    return html`<crm-dialog bare ?open=${this.open} dialog-title=${t('palette.title')} @dialog-close=${this.#close}>${
      this.open
        ? html`<div class="box"><div class="search">${icon('search', 'u-muted')}<input type="text" role="combobox" aria-expanded=${commands.length > 0} aria-controls=${commands.length > 0 ? 'list' : nothing} aria-autocomplete="list"
          aria-activedescendant=${commands.length > 0 ? `o${this.active}` : nothing} aria-label=${t('app.searchLabel')} placeholder=${t('palette.placeholder')} autocomplete="off"
          spellcheck="false" .value=${live(this.text)} @input=${this.#typed} @compositionend=${this.#typed} @keydown=${this.#key}></div>${this.#list(commands)}<p class="hint u-meta">${t('palette.hint')}</p><div class="u-sr" role="status">${this.said}</div></div>`
        : nothing
    }</crm-dialog>`;
  }
}
