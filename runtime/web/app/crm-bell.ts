// The bell of the shell: how many notifications are unread; opens their list, on a phone its page.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { later } from '../i18n/later.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { announce } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { PopoverController } from '../ui/popover-controller.ts';
import { navigate } from './router.ts';
import { followUnread, onUnread, unread } from './unread.ts';

const PAGE = '/notifications';
const MOST_SHOWN = 99;

@customElement('crm-bell')
export class CrmBell extends LitElement {
  static override styles = [
    base,
    css`
:host{display:inline-flex}
button{position:relative}
.u-count{position:absolute;top:0;right:0;background:var(--accent);color:#fff;pointer-events:none}
.u-pop{width:min(400px,calc(100vw - 16px));padding:0}
`,
  ];
  readonly preferences = new PreferencesController(this);
  #stops: (() => void)[] = [];
  #known = 0;

  readonly #popover = new PopoverController(this, {
    anchor: () => this.renderRoot.querySelector<HTMLElement>('button'),
    panel: () => this.renderRoot.querySelector<HTMLElement>('.u-pop'),
    placement: 'bottom-end',
    maxHeight: 560,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stops = [onUnread(() => this.#told()), followUnread()];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  #told(): void {
    if (unread() > this.#known) announce(t('notify.unread', { count: unread() }));
    this.#known = unread();
    this.requestUpdate();
  }

  async #toggle(): Promise<void> {
    if (this.#popover.isOpen) return this.#close();
    if (matchMedia('(max-width:760px)').matches) return navigate(PAGE);
    await later(() => import('./crm-notifications.ts'));
    this.#popover.open();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.u-pop')?.focus();
  }

  #close = (): void => {
    this.#popover.close();
    this.renderRoot.querySelector('button')?.focus();
  };

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  }

  protected override render(): TemplateResult {
    const count = unread();
    const open = this.#popover.isOpen;
    const name = count > 0 ? t('notify.unread', { count }) : t('notify.title');
    return html`<button type="button" class="u-btn u-btn-ghost u-btn-icon" aria-label=${name} title=${t('notify.title')} aria-haspopup="dialog"
      aria-expanded=${open} @click=${this.#toggle}>${icon('bell')}${
        count > 0
          ? html`<span class="u-count" aria-hidden="true">${count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}</span>`
          : nothing
      }</button>${
        open
          ? html`<div class="u-pop" popover="manual" role="dialog" tabindex="-1" aria-label=${t('notify.title')} @keydown=${this.#key}><crm-notifications
              @notification-open=${() => this.#popover.close()}></crm-notifications></div>`
          : nothing
      }`;
  }
}
