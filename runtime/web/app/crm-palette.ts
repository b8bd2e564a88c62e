// The command palette (Ctrl+K, /): records by search, places to go, things to do; keyboard first.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { getJson } from '../client.ts';
import { PreferencesController, setPreferences } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-dialog.ts';
import { icon } from '../ui/icon.ts';
import { recentRecords } from '../views/recent.ts';
import { createRecord } from './create-record.ts';
import { navigate } from './router.ts';
import { can, currentModel, signOut } from './session.ts';

interface Command {
  group: string;
  label: string;
  detail?: string;
  icon: string;
  run(): void;
}
interface Hit {
  entity: string;
  id: string;
  name?: string;
  $name?: string;
  subtitle?: string;
  $subtitle?: string;
}

const DEBOUNCE = 120;
const MOST_RECENT = 8;
const styles = css`
.box{display:flex;flex-direction:column;width:min(600px,100%);max-height:min(520px,80dvh)}
.search{display:flex;align-items:center;gap:10px;padding:0 16px;height:48px;border-bottom:1px solid var(--line);flex:none}
.search input{flex:1;border:0;background:transparent;font-size:14px;height:46px}
.search input:focus-visible{outline:none}
.list{overflow:auto;padding:6px}
.group{padding:8px 8px 2px;font-size:11px;color:var(--fg-3)}
`;

@customElement('crm-palette')
export class CrmPalette extends LitElement {
  static override styles = [base, styles];

  @property({ type: Boolean }) open = false;
  @state() private text = '';
  @state() private active = 0;
  @state() private hits: readonly Command[] = [];
  readonly preferences = new PreferencesController(this);
  #timer = 0;
  #sequence = 0;

  protected override updated(changed: PropertyValues): void {
    if (changed.has('open') && this.open) void this.#opened();
    this.renderRoot.querySelector('.u-opt-active')?.scrollIntoView({ block: 'nearest' });
  }

  async #opened(): Promise<void> {
    this.text = '';
    this.hits = [];
    this.active = 0;
    await this.updateComplete;
    this.renderRoot.querySelector('input')?.focus();
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('palette-close'));
  }

  #go(to: string): () => void {
    return () => void navigate(to);
  }

  #places(): Command[] {
    const items = currentModel()?.menu.groups.flatMap((group) => group.items) ?? [];
    const places = items
      .filter((item) => item.entity)
      .map(
        (item): Command => ({
          group: t('palette.goto'),
          label: say(item.label),
          icon: item.icon || 'box',
          run: this.#go(`/e/${item.entity}`),
        }),
      );
    const settings = {
      group: t('palette.goto'),
      label: t('settings.title'),
      icon: 'settings',
      run: this.#go('/settings'),
    };
    return [...places, settings];
  }

  #actions(): Command[] {
    const group = t('palette.actions');
    const entities = Object.values(currentModel()?.entities ?? {}).filter((entity) =>
      can(entity.name, 'create'),
    );
    const creates = entities.map(
      (entity): Command => ({
        group,
        label: t('palette.new', { entity: say(entity.label) }),
        icon: 'plus',
        run: () => void createRecord(entity.name),
      }),
    );
    return [
      ...creates,
      {
        group,
        label: t('palette.light'),
        icon: 'sun',
        run: () => setPreferences({ theme: 'light' }),
      },
      {
        group,
        label: t('palette.dark'),
        icon: 'moon',
        run: () => setPreferences({ theme: 'dark' }),
      },
      {
        group,
        label: t('palette.chinese'),
        icon: 'languages',
        run: () => setPreferences({ locale: 'zh-CN' }),
      },
      {
        group,
        label: t('palette.english'),
        icon: 'languages',
        run: () => setPreferences({ locale: 'en' }),
      },
      {
        group,
        label: t('app.signOut'),
        icon: 'log-out',
        run: () => void signOut().then(() => location.assign('/sign-in')),
      },
    ];
  }

  #recent(): Command[] {
    return recentRecords(MOST_RECENT).map((record) => ({
      group: t('palette.recent'),
      label: record.name,
      detail: say(currentModel()?.entities[record.entity]?.label),
      icon: currentModel()?.entities[record.entity]?.icon || 'clock',
      run: this.#go(`/e/${record.entity}/${record.id}`),
    }));
  }

  get #commands(): Command[] {
    const wanted = this.text.trim().toLowerCase();
    if (!wanted) return [...this.#recent(), ...this.#places(), ...this.#actions()];
    const fits = (command: Command) => command.label.toLowerCase().includes(wanted);
    return [...this.hits, ...this.#places().filter(fits), ...this.#actions().filter(fits)];
  }

  #typed(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
    this.active = 0;
    if ((event as InputEvent).isComposing) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#search(), DEBOUNCE);
  }

  async #search(): Promise<void> {
    const sequence = ++this.#sequence;
    const q = this.text.trim();
    const answer = q
      ? await getJson<{ items: Hit[] }>('/api/search', { q }).catch(() => ({ items: [] }))
      : { items: [] };
    if (sequence !== this.#sequence) return;
    this.hits = answer.items.map((hit) => {
      const head = currentModel()?.entities[hit.entity];
      const detail = [say(head?.label), hit.$subtitle ?? hit.subtitle].filter(Boolean).join(' · ');
      return {
        group: t('palette.records'),
        label: hit.$name ?? hit.name ?? hit.id,
        detail,
        icon: head?.icon || 'box',
        run: this.#go(`/e/${hit.entity}/${hit.id}`),
      };
    });
  }

  #run(command: Command | undefined): void {
    if (!command) return;
    this.#close();
    command.run();
  }

  #key(event: KeyboardEvent): void {
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
      @click=${() => this.#run(command)}>${icon(command.icon)}<span class="u-grow u-cut">${command.label}</span><span class="u-meta u-cut">${command.detail ?? nothing}</span></div>`;
  }

  #list(commands: readonly Command[]): TemplateResult {
    if (commands.length === 0)
      return html`<div class="list"><p class="u-pop-note" role="status">${t('palette.none')}</p></div>`;
    const groups = Map.groupBy(commands.entries(), ([, command]) => command.group);
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
        ? html`<div class="box"><div class="search">${icon('search', 'u-muted')}<input type="text" role="combobox" aria-expanded="true" aria-controls="list"
          aria-activedescendant=${commands.length > 0 ? `o${this.active}` : nothing} aria-label=${t('app.searchLabel')} placeholder=${t('palette.placeholder')} autocomplete="off"
          spellcheck="false" .value=${live(this.text)} @input=${this.#typed} @compositionend=${this.#typed} @keydown=${this.#key}></div>${this.#list(commands)}</div>`
        : nothing
    }</crm-dialog>`;
  }
}
