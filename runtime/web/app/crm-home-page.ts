// The start page: a greeting, what is due today, the records looked at last, the places one may go to.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ClientMenuGroup } from '../../../core/model/client.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { recentRecords } from '../record/recent.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icon.ts';
import { skeletonLines, stateBox } from '../ui/states.ts';
import { avatar } from '../ui/tag.ts';
import { addressOf } from './go-keys.ts';
import { type DueList, dueLists } from './home-due.ts';
import { homeStyles } from './home-styles.ts';
import { can, currentMe, currentModel } from './session.ts';

type Item = ClientMenuGroup['items'][number];
const MOST_RECENT = 8;

@customElement('crm-home-page')
export class CrmHomePage extends LitElement {
  static override styles = [base, homeStyles];

  /** Undefined while they are on their way. */
  @state() private due: readonly DueList[] | undefined;
  readonly preferences = new PreferencesController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void dueLists().then((due) => {
      this.due = due;
    });
  }

  #dueList({ entity, icon: name, view, label, records, count }: DueList): TemplateResult {
    const address = `/e/${entity}?view=${view}`;
    const all =
      count > records.length
        ? html`<a class="all" href=${address}>${t('home.showAll', { count })}</a>`
        : nothing;
    const rows = records.map(
      (record) =>
        html`<a href="/e/${entity}/${record.id}">${icon(name || 'square-check')}<span class="two"><span class="u-cut u-strong">${
          record.$name || t('record.unnamed')
        }</span>${record.$subtitle ? html`<span class="u-meta u-cut">${record.$subtitle}</span>` : nothing}</span></a>`,
    );
    return html`<section><h2><span>${say(label)}</span>${count > 0 ? html`<span class="u-count">${count}</span>` : nothing}${all}</h2><div class="u-card list">${
      rows.length > 0 ? rows : html`<p class="note">${t('home.nothingDue')}</p>`
    }</div></section>`;
  }

  #recent(): TemplateResult {
    const recent = recentRecords(MOST_RECENT);
    const rows = recent.map(
      (record) =>
        html`<a href="/e/${record.entity}/${record.id}">${avatar(record.name)}<span class="u-cut u-grow">${record.name}</span><span class="u-meta">${say(
          currentModel()?.entities[record.entity]?.label,
        )}</span></a>`,
    );
    return html`<section><h2>${t('palette.recent')}</h2><div class="u-card list">${
      rows.length > 0 ? rows : html`<p class="note">${t('home.noRecent')}</p>`
    }</div></section>`;
  }

  #day(): TemplateResult {
    const { due } = this;
    if (due?.length === 0) return this.#recent();
    return html`<div class="day"><div class="column">${due ? due.map((list) => this.#dueList(list)) : skeletonLines(4)}</div><div class="column">${this.#recent()}</div></div>`;
  }

  #tile(item: Item): TemplateResult {
    const { entity } = item;
    const label = say(entity ? currentModel()?.entities[entity]?.label : item.label);
    return html`<div class="u-card tile"><a class="tile-link u-row u-grow" href=${addressOf(item)}>${icon(item.icon || 'box')}<span class="u-strong tile-name">${say(
      item.label,
    )}</span></a>${
      entity && can(entity, 'create')
        ? html`<a class="new" href="/e/${entity}/new" aria-label=${t('app.newEntity', { entity: label })} title=${t('app.newEntity', { entity: label })}>${icon('plus')}</a>`
        : nothing
    }</div>`;
  }

  #places(): TemplateResult {
    const groups = currentModel()?.menu.groups.filter(({ items }) => items.length > 0) ?? [];
    if (groups.length === 0) return stateBox({ icon: 'package-open', title: t('app.emptyModel') });
    return html`<section><h2>${t('home.places')}</h2>${groups.map(
      ({ label, items }) =>
        html`${label ? html`<h3>${say(label)}</h3>` : nothing}<div class="tiles">${items.map((item) => this.#tile(item))}</div>`,
    )}</section>`;
  }

  protected override render(): TemplateResult {
    return html`<div class="page"><h1>${t('app.welcome', { name: currentMe()?.user.name ?? '' })}</h1>${this.#day()}${this.#places()}</div>`;
  }
}
