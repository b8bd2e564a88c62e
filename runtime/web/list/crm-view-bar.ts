// The views of a list as tabs, and what may be done with the present one: save, save as, take back, rename, share, move,
// delete. Views are moved by Alt+arrows or by dragging. Tells `view-select` and `view-changed`.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-menu.ts';
import type { MenuItem } from '../ui/crm-menu.ts';
import { announce, toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { tabs } from '../ui/tabs.ts';
import { joinFilters, type ListDefinition } from './list-definition.ts';
import type { ListView, ListViews } from './list-views.ts';
import { viewBarStyles } from './view-bar-styles.ts';

@customElement('crm-view-bar')
export class CrmViewBar extends LitElement {
  static override styles = [base, viewBarStyles];

  @property({ attribute: false }) declare views: ListViews;
  @property({ attribute: false }) view: ListView | undefined;
  /** What is shown now, which may differ from the view. */
  @property({ attribute: false }) declare definition: ListDefinition;
  @property({ type: Boolean }) changed = false;
  @property() total = '';
  @property({ attribute: false }) language = '';
  /** What is being named: a copy, or the view itself. */
  @state() private naming: { kind: 'copy' | 'rename'; name: string } | undefined;
  @state() private isBusy = false;

  #tell(name: 'view-select' | 'view-changed', key: string): void {
    this.dispatchEvent(new CustomEvent<string>(name, { detail: key }));
  }

  async #run(work: () => Promise<void>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    try {
      await work();
      return true;
    } catch (cause) {
      toast({ text: cause instanceof Error ? cause.message : t('error.unexpected'), kind: 'bad' });
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  /** A copy owns the whole filter, also what the pack's view brought. */
  get #whole(): ListDefinition {
    const { filter, ...rest } = this.definition;
    const whole = joinFilters(this.view?.pack?.filter, filter);
    return whole === undefined ? rest : { ...rest, filter: whole };
  }

  #save = async (): Promise<void> => {
    const { view } = this;
    if (!view?.saved?.isOwn) return this.#name('copy');
    const done = await this.#run(() => this.views.change(view, { definition: this.definition }));
    if (!done) return;
    this.#tell('view-changed', view.key);
    toast({ text: t('view.saved', { name: view.label }) });
  };

  async #name(kind: 'copy' | 'rename'): Promise<void> {
    const label = this.view?.label ?? '';
    await import('./crm-view-naming.ts');
    this.naming = { kind, name: kind === 'rename' ? label : t('view.copyOf', { name: label }) };
  }

  #named = async ({ detail: name }: CustomEvent<string>): Promise<void> => {
    const { naming, view } = this;
    if (!naming) return;
    if (naming.kind === 'rename' && view) {
      const done = await this.#run(() => this.views.change(view, { name }));
      if (!done) return;
      this.naming = undefined;
      return this.#tell('view-changed', view.key);
    }
    let key = '';
    const done = await this.#run(async () => {
      key = await this.views.create(name, this.#whole);
    });
    if (!done) return;
    this.naming = undefined;
    this.#tell('view-select', key);
    toast({ text: t('view.saved', { name }) });
  };

  async #share(view: ListView): Promise<void> {
    const isShared = view.saved?.isShared ?? false;
    const done = await this.#run(() =>
      this.views.change(view, { visibility: isShared ? 'mine' : 'everyone' }),
    );
    if (!done) return;
    this.#tell('view-changed', view.key);
    toast({ text: t(isShared ? 'view.unshared' : 'view.shared', { name: view.label }) });
  }

  async #remove(view: ListView): Promise<void> {
    if (!(await this.#run(() => this.views.remove(view)))) return;
    this.#tell('view-select', this.views.first?.key ?? '');
    const undo = async () => {
      if (await this.#run(() => this.views.restore(view.key))) this.#tell('view-select', view.key);
    };
    toast({ text: t('view.deleted', { name: view.label }), undo: () => void undo() });
  }

  async #first(view: ListView): Promise<void> {
    if (!(await this.#run(() => this.views.setFirst(view.key)))) return;
    this.#tell('view-changed', view.key);
    toast({ text: t('view.isFirst', { name: view.label }) });
  }

  async #move(key: string, to: number): Promise<void> {
    const keys = this.views.all.map((view) => view.key);
    const from = keys.indexOf(key);
    if (from < 0 || to < 0 || to >= keys.length || to === from) return;
    keys.splice(to, 0, ...keys.splice(from, 1));
    if (!(await this.#run(() => this.views.reorder(keys)))) return;
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-tab="${key}"]`)?.focus();
    announce(t('view.moved', { place: to + 1, count: keys.length }));
  }

  /** Before the tabs themselves take the arrows. */
  readonly #keys = {
    capture: true,
    handleEvent: (event: KeyboardEvent) => this.#key(event),
  };

  #key(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined || !event.altKey || !this.view || !this.views.canSave) return;
    event.preventDefault();
    event.stopPropagation();
    const at = this.views.all.findIndex((view) => view.key === this.view?.key);
    void this.#move(this.view.key, at + by);
  }

  #drag(event: PointerEvent): void {
    const tab = (event.composedPath()[0] as Element).closest<HTMLElement>('[data-tab]');
    if (!tab || event.button !== 0 || event.pointerType === 'touch' || !this.views.canSave) return;
    const from = event.clientX;
    const stop = (each: PointerEvent) => {
      removeEventListener('pointerup', stop);
      if (Math.abs(each.clientX - from) < 24) return;
      const all = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-tab]')];
      const others = all.filter((other) => other !== tab);
      const to = others.filter((other) => {
        const { left, right } = other.getBoundingClientRect();
        return each.clientX > (left + right) / 2;
      }).length;
      void this.#move(tab.dataset.tab ?? '', to);
    };
    addEventListener('pointerup', stop);
  }

  #ownItems(view: ListView, isOwn: boolean): MenuItem[] {
    if (!isOwn) return [];
    return [
      { label: t('view.rename'), icon: 'pencil', run: () => void this.#name('rename') },
      {
        label: t('view.share'),
        icon: 'users',
        checked: view.saved?.isShared ?? false,
        run: () => void this.#share(view),
      },
    ];
  }

  #items(view: ListView): MenuItem[] {
    const keys = this.views.all.map((each) => each.key);
    const at = keys.indexOf(view.key);
    const isOwn = view.saved?.isOwn ?? false;
    const isFirst = this.views.first?.key === view.key;
    const last: MenuItem[] = isOwn
      ? [
          {
            label: t('view.delete'),
            icon: 'trash-2',
            danger: true,
            separated: true,
            run: () => void this.#remove(view),
          },
        ]
      : [];
    return [
      ...this.#ownItems(view, isOwn),
      { label: t('view.saveAs'), icon: 'copy', run: () => void this.#name('copy') },
      {
        label: t('view.makeFirst'),
        icon: 'star',
        checked: isFirst,
        separated: true,
        run: () => void this.#first(view),
      },
      {
        label: t('view.left'),
        icon: 'arrow-left',
        disabled: at <= 0,
        run: () => void this.#move(view.key, at - 1),
      },
      {
        label: t('view.right'),
        icon: 'arrow-right',
        disabled: at === keys.length - 1,
        run: () => void this.#move(view.key, at + 1),
      },
      ...last,
    ];
  }

  #changes(): TemplateResult | typeof nothing {
    if (!this.changed) return nothing;
    const { view } = this;
    const save = this.views.canSave
      ? html`${
          view?.saved?.isOwn
            ? html`<button type="button" class="u-btn u-btn-primary" @click=${this.#save}>${t('action.save')}</button>`
            : nothing
        }<button type="button" class="u-btn" @click=${() => void this.#name('copy')}>${t('view.saveAs')}</button>`
      : nothing;
    return html`<span class="changes" role="group" aria-label=${t('view.changes')}>${save}<button type="button" class="u-btn u-btn-ghost" aria-label=${t('view.revert')}
      @click=${() => this.#tell('view-select', view?.key ?? '')}>${icon('rotate-ccw')}<span class="wide">${t('view.revert')}</span></button></span>`;
  }

  #dialog(): TemplateResult {
    const { naming } = this;
    const close = () => {
      this.naming = undefined;
    };
    return html`<crm-view-naming ?open=${naming !== undefined} .heading=${t(naming?.kind === 'rename' ? 'view.rename' : 'view.saveAs')} .name=${naming?.name ?? ''} ?busy=${this.isBusy}
      @view-named=${this.#named} @dialog-close=${close}></crm-view-naming>`;
  }

  #tabs(): TemplateResult {
    const all = this.views.all;
    if (all.length === 0)
      return html`<div class="u-tabs"><span class="u-tab" aria-current="page">${t('list.all')}</span></div>`;
    return html`<div class="bar" @keydown=${this.#keys} @pointerdown=${this.#drag}>${tabs({
      label: t('list.views'),
      prefix: 'view',
      current: this.view?.key ?? '',
      tabs: all.map((view) => ({ name: view.key, label: view.label })),
      onSelect: (key) => this.#tell('view-select', key),
    })}</div>`;
  }

  protected override render(): TemplateResult {
    const { view } = this;
    const more =
      view?.key && this.views.canSave
        ? html`<crm-menu .items=${this.#items(view)} .label=${t('view.actions')} icon="chevron-down"></crm-menu>`
        : nothing;
    return html`<div class="views">${this.#tabs()}${more}${this.#changes()}<span class="total u-num">${this.total}</span></div>${this.#dialog()}`;
  }
}
