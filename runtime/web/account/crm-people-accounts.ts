// For administrators: find a person, then manage how that person signs in.
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { getJson, type Page } from '../client.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icon.ts';
import { person, tag } from '../ui/tag.ts';
import { AccountElement } from './account-element.ts';
import { accountStyles } from './account-styles.ts';
import './crm-person-account.ts';

interface Person {
  id: string;
  name: string;
  email: string | null;
  active: boolean;
}

const styles = css`
.find{width:min(360px,100%)}
button.line{width:100%;border:0;border-top:1px solid var(--line);background:transparent;text-align:left;cursor:pointer}
button.line:hover{background:var(--hover)}
`;
const WAIT = 200;

@customElement('crm-people-accounts')
export class CrmPeopleAccounts extends AccountElement {
  static override styles = [base, accountStyles, styles];
  @state() private people: readonly Person[] = [];
  @state() private chosen = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.chosen = new URLSearchParams(location.search).get('user') ?? '';
    void this.#find('');
  }

  async #find(text: string): Promise<void> {
    this.problem = '';
    try {
      const query = { fields: 'name,email,active', sort: 'name', limit: 30, q: text };
      this.people = (await getJson<Page<Person>>('/api/records/user', query)).items;
    } catch (cause) {
      this.problem = cause instanceof Error ? cause.message : t('error.unexpected');
    }
  }

  #typed(event: Event): void {
    const text = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#find(text), WAIT);
  }

  #person({ id, name, email, active }: Person): TemplateResult {
    return html`<li><button type="button" class="line" @click=${() => {
      this.chosen = id;
    }}>${person(name)}<span class="u-meta u-cut u-grow">${email}</span>${active ? '' : tag(t('account.inactive'), 'gray')}${icon('chevron-right')}</button></li>`;
  }

  protected override render(): TemplateResult {
    if (this.chosen)
      return html`<section><button type="button" class="u-btn" @click=${() => {
        this.chosen = '';
      }}>${icon('arrow-left')}${t('account.backToPeople')}</button><crm-person-account .user=${this.chosen}></crm-person-account></section>`;
    return html`<section><h2>${t('account.people')}</h2><p class="u-muted">${t('account.choose')}</p>${this.banner()}
      <input class="u-input find" type="search" aria-label=${t('account.find')} placeholder=${t('account.find')} @input=${this.#typed}>
      <ul class="lines">${this.people.map((each) => this.#person(each))}</ul></section>`;
  }
}
