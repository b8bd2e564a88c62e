// The notifications of whoever is signed in, newest first: opened, marked as read one by one or all. In the bell's popover
// and as a page. Tells `notification-open`.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { getJson, request } from '../client.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icon.ts';
import { failedBox, skeletonLines, stateBox } from '../ui/states.ts';
import { shortMoment } from '../widgets/display.ts';
import {
  type Notification,
  notificationAddress,
  notificationIcon,
  notificationText,
} from './notification-words.ts';
import { source } from './session.ts';
import { onUnread, setUnread, unread } from './unread.ts';

interface Page {
  items: Notification[];
  nextCursor: string | null;
  unread: number;
}

const styles = css`
:host{display:flex;flex-direction:column;min-height:0;flex:1}
:host([page]){overflow:auto}
.head{display:flex;align-items:center;gap:8px;padding:8px 8px 8px 16px;border-bottom:1px solid var(--line);min-height:44px;position:sticky;top:0;
  background:var(--bg);z-index:1}
.head h2{font-size:14px;line-height:20px;font-weight:600;flex:1}
ul{list-style:none;margin:0;padding:0}
li{display:flex;align-items:stretch;border-bottom:1px solid var(--line)}
.told{display:flex;gap:10px;flex:1;min-width:0;padding:10px 4px 10px 16px;color:inherit;text-decoration:none}
a.told:hover{background:var(--hover);text-decoration:none}
.told:focus-visible{outline-offset:-2px}
.told .u-icon{margin-top:2px;color:var(--fg-3)}
.text{flex:1;min-width:0;overflow-wrap:anywhere}
.fresh .text{font-weight:500}
.fresh .told .u-icon{color:var(--accent-fg)}
.at{display:block;font-weight:400}
.mark{display:grid;place-items:center;width:44px;flex:none}
.dot{width:8px;height:8px;border-radius:4px;background:var(--accent-fg)}
.more{padding:8px 16px;text-align:center}
@media (max-width:760px){:host([page]) ul{padding-bottom:16px}}
`;

@customElement('crm-notifications')
export class CrmNotifications extends LitElement {
  static override styles = [base, styles];

  /** Stands alone, under the shell's heading. */
  @property({ type: Boolean, reflect: true }) page = false;
  /** Undefined while the first ones are on their way. */
  @state() private items: readonly Notification[] | undefined;
  @state() private error: unknown;
  readonly preferences = new PreferencesController(this);
  #cursor: string | null = null;
  #stop: (() => void) | undefined;
  #known = unread();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = onUnread(() => this.#told());
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  /** More than known: something new has come. */
  #told(): void {
    if (unread() > this.#known) void this.#load();
    this.#known = unread();
  }

  async #load(cursor?: string): Promise<void> {
    this.error = undefined;
    try {
      const page = await getJson<Page>('/api/notifications', cursor ? { cursor } : {});
      this.items = cursor ? [...(this.items ?? []), ...page.items] : page.items;
      this.#cursor = page.nextCursor;
      this.#count(page.unread);
    } catch (cause) {
      this.error = cause;
    }
  }

  #count(count: number): void {
    this.#known = count;
    setUnread(count);
  }

  async #mark(ids?: readonly string[]): Promise<void> {
    const marked = (told: Notification) =>
      ids === undefined || ids.includes(told.id) ? { ...told, isRead: true } : told;
    this.items = this.items?.map(marked);
    const body = ids === undefined ? { all: true } : { ids };
    const { unread: left } = await request<{ unread: number }>('POST', '/api/notifications/read', {
      body,
    });
    this.#count(left);
  }

  async #read(told: Notification): Promise<void> {
    const at = this.items?.findIndex(({ id }) => id === told.id) ?? 0;
    await this.#mark([told.id]);
    await this.updateComplete;
    // The button is gone; what it belonged to keeps the focus.
    this.renderRoot.querySelectorAll<HTMLElement>('.told')[at]?.focus();
  }

  #open(told: Notification): void {
    if (!told.isRead) void this.#mark([told.id]);
    this.dispatchEvent(new CustomEvent('notification-open'));
  }

  #key(event: KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>('.told')];
    const at = all.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
  }

  #item(told: Notification): TemplateResult {
    const address = notificationAddress(told);
    const content = html`${icon(notificationIcon(told))}<span class="text">${notificationText(told)}${
      told.isRead ? nothing : html`<span class="u-sr">${t('notify.isUnread')}</span>`
    }<span class="u-meta at">${shortMoment(told.at, source)}</span></span>`;
    return html`<li class=${told.isRead ? '' : 'fresh'}>${
      address
        ? html`<a class="told" href=${address} @click=${() => this.#open(told)}>${content}</a>`
        : html`<div class="told" tabindex="-1">${content}</div>`
    }<span class="mark">${
      told.isRead
        ? nothing
        : html`<button type="button" class="u-btn u-btn-ghost u-btn-icon" aria-label=${t('notify.markRead')} title=${t('notify.markRead')}
            @click=${() => void this.#read(told)}><span class="dot"></span></button>`
    }</span></li>`;
  }

  #list(items: readonly Notification[]): TemplateResult {
    if (items.length === 0)
      return stateBox({ icon: 'bell', title: t('notify.none'), text: t('notify.noneHint') });
    return html`<ul @keydown=${this.#key}>${repeat(
      items,
      ({ id }) => id,
      (told) => this.#item(told),
    )}</ul>${
      this.#cursor
        ? html`<div class="more"><button type="button" class="u-btn" @click=${() => void this.#load(this.#cursor ?? '')}>${t('notify.older')}</button></div>`
        : nothing
    }`;
  }

  protected override render(): TemplateResult {
    const { items, error } = this;
    const some = items?.some(({ isRead }) => !isRead) || unread() > 0;
    return html`<div class="head">${this.page ? html`<span class="u-grow"></span>` : html`<h2>${t('notify.title')}</h2>`}<button type="button" class="u-btn u-btn-ghost"
      ?disabled=${!some} @click=${() => void this.#mark()}>${icon('check-check')}${t('notify.markAll')}</button></div>${
        error
          ? failedBox(error, () => void this.#load())
          : items
            ? this.#list(items)
            : skeletonLines(3)
      }`;
  }
}
