// The start page: a greeting, the entities one may open, the records looked at last.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icon.ts';
import { stateBox } from '../ui/states.ts';
import { avatar } from '../ui/tag.ts';
import { recentRecords } from '../views/recent.ts';
import { can, currentMe, currentModel } from './session.ts';

const MOST_RECENT = 8;
const styles = css`
:host{display:block;overflow:auto;flex:1;background:var(--bg-2)}
.page{max-width:1080px;margin:0 auto;padding:24px;display:flex;flex-direction:column;gap:20px}
h1{font-size:16px;line-height:24px;font-weight:600}
h2{font-size:13px;font-weight:600;color:var(--fg-2);margin-bottom:8px}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:12px}
.tile{display:flex;align-items:center;gap:10px;padding:12px 8px 12px 14px;color:inherit;border-radius:10px;min-height:56px}
.tile:hover{border-color:var(--line-2);text-decoration:none}
.tile .u-icon{color:var(--accent-fg)}
.tile-link{color:inherit;min-height:32px}
.list{display:flex;flex-direction:column}
.list a{display:flex;align-items:center;gap:8px;padding:8px 14px;color:inherit;min-height:40px}
.list a+a{border-top:1px solid var(--line)}
.list a:hover{text-decoration:none;background:var(--hover)}
.new{display:grid;place-items:center;width:32px;height:32px;border-radius:6px;color:var(--fg-2);margin-left:auto}
.new:hover{background:var(--hover)}
`;

@customElement('crm-home-page')
export class CrmHomePage extends LitElement {
  static override styles = [base, styles];
  readonly preferences = new PreferencesController(this);

  #tiles(): TemplateResult {
    const items = currentModel()?.menu.groups.flatMap((group) => group.items) ?? [];
    const entities = items.filter((item) => item.entity);
    if (entities.length === 0)
      return stateBox({ icon: 'package-open', title: t('app.emptyModel') });
    return html`<div class="tiles">${entities.map(
      (item) =>
        html`<div class="u-card tile"><a class="tile-link u-row u-grow" href="/e/${item.entity}">${icon(item.icon || 'box', 'u-icon-l')}<span class="u-strong u-cut">${say(
          item.label,
        )}</span></a>${
          can(item.entity ?? '', 'create')
            ? html`<a class="new" href="/e/${item.entity}/new" aria-label=${t('app.newEntity', { entity: say(item.label) })}>${icon('plus')}</a>`
            : nothing
        }</div>`,
    )}</div>`;
  }

  protected override render(): TemplateResult {
    const recent = recentRecords(MOST_RECENT);
    return html`<div class="page"><h1>${t('app.welcome', { name: currentMe()?.user.name ?? '' })}</h1>${this.#tiles()}${
      recent.length > 0
        ? html`<section><h2>${t('palette.recent')}</h2><div class="u-card list">${recent.map(
            (record) =>
              html`<a href="/e/${record.entity}/${record.id}">${avatar(record.name)}<span class="u-cut u-grow">${record.name}</span><span class="u-meta">${say(
                currentModel()?.entities[record.entity]?.label,
              )}</span></a>`,
          )}</div></section>`
        : nothing
    }</div>`;
  }
}
