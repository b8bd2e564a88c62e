// The order of a list, key by key: field, direction, place. Tells `sort-change` and `panel-close`.
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { inputText, segmented } from '../ui/choices.ts';
import { icon } from '../ui/icon.ts';
import { MOST_SORTS } from './list-definition.ts';
import { ListPanel, panelStyles } from './list-panel.ts';
import { readSort, type SortKey, writeSort } from './list-sort.ts';

/** A field that may decide the order. */
export interface SortField {
  readonly path: string;
  readonly label: string;
}

@customElement('crm-sort-panel')
export class CrmSortPanel extends ListPanel {
  static override styles = [
    base,
    panelStyles,
    css`
    .panel{width:460px}
    .key{display:grid;grid-template-columns:20px minmax(0,1fr) auto 28px 28px;gap:8px;align-items:center}
    .key .u-seg label{padding:0 10px;min-height:26px}
    .nth{color:var(--fg-3);text-align:center;font-size:12px}
    @media (max-width:760px){.key{grid-template-columns:20px minmax(0,1fr) 40px 40px}.key .u-seg{grid-column:2/5;grid-row:2}}
    `,
  ];

  @property() sort = '';
  @property({ attribute: false }) fields: readonly SortField[] = [];
  override readonly heading = 'list.sort' as const;

  #set(keys: readonly SortKey[]): void {
    this.sort = writeSort(keys);
    this.dispatchEvent(new CustomEvent<string>('sort-change', { detail: this.sort }));
  }

  #key(keys: readonly SortKey[], key: SortKey, at: number): TemplateResult {
    const number = at + 1;
    const replace = (next: SortKey) => this.#set(keys.map((each) => (each === key ? next : each)));
    const free = this.fields.filter(
      ({ path }) => path === key.path || !keys.some((each) => each.path === path),
    );
    return html`<div class="key" role="group" aria-label=${t('list.sortKey', { number })}><span class="nth u-num" aria-hidden="true">${number}</span><select class="u-input" aria-label=${t('filter.field')}
      @change=${(event: Event) => replace({ ...key, path: inputText(event) })}>${free.map(
        ({ path, label }) =>
          html`<option value=${path} .selected=${path === key.path}>${label}</option>`,
      )}</select>${segmented({
        name: `sort-${at}`,
        value: key.down ? 'down' : 'up',
        choices: [
          { value: 'up', label: t('list.sortAsc') },
          { value: 'down', label: t('list.sortDesc') },
        ],
        label: t('list.direction'),
        onChange: (value) => replace({ ...key, down: value === 'down' }),
      })}<button type="button" class="u-btn u-btn-ghost u-btn-icon" ?disabled=${at === 0} aria-label=${t('list.sortUp', { number })} title=${t('list.sortUp', { number })}
        @click=${() => this.#set([...keys.slice(0, at - 1), key, ...keys.slice(at - 1).filter((each) => each !== key)])}>${icon('arrow-up')}</button><button type="button"
        class="u-btn u-btn-ghost u-btn-icon" aria-label=${t('list.sortRemove', { number })} title=${t('list.sortRemove', { number })}
        @click=${() => this.#set(keys.filter((each) => each !== key))}>${icon('x')}</button></div>`;
  }

  protected override body(): TemplateResult {
    const keys = readSort(this.sort);
    const next = this.fields.find(({ path }) => !keys.some((key) => key.path === path));
    const add = () => {
      if (next) this.#set([...keys, { path: next.path, down: false }]);
    };
    return html`<div class="rows">${repeat(
      keys,
      (key) => key.path,
      (key, at) => this.#key(keys, key, at),
    )}${keys.length === 0 ? html`<p class="u-muted">${t('list.sortNone')}</p>` : ''}</div><div class="foot"><button type="button" class="u-btn u-btn-ghost"
      ?disabled=${!next || keys.length >= MOST_SORTS} @click=${add}>${icon('plus')}${t('list.sortAdd')}</button><button type="button" class="u-btn u-btn-ghost" ?disabled=${keys.length === 0}
      @click=${() => this.#set([])}>${t('list.noSort')}</button></div>`;
  }
}
