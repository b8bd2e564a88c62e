// What a person may do with an entity as things stand, action by action, and which policies say so.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Text } from '../../../core/model/client.ts';
import { currentModel } from '../app/session.ts';
import { getJson, type Page } from '../client.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import type { ComboItem } from '../ui/combo-types.ts';
import '../ui/crm-combo.ts';
import { fieldFrame } from '../ui/field-frame.ts';
import { tag } from '../ui/tag.ts';
import type { Scope } from './design-client.ts';
import { actionLabel, choiceLabel, entityLabel } from './permission-words.ts';

interface Explained {
  allowed: boolean;
  administrator: boolean;
  grounds: readonly {
    label: Text;
    scope: string;
    mute: boolean;
    sentence: Text | null;
  }[];
}

const styles = css`
:host{display:flex;flex-direction:column;gap:12px;max-width:820px}
.pick{display:grid;grid-template-columns:1fr 1fr;gap:12px}
li{display:grid;grid-template-columns:110px 84px minmax(0,1fr);gap:8px;align-items:baseline;padding:8px 0;border-bottom:1px solid var(--line)}
@media (max-width:760px){.pick{grid-template-columns:1fr}li{grid-template-columns:1fr auto}li>:last-child{grid-column:1/3}}
`;

@customElement('crm-try-as')
export class CrmTryAs extends LitElement {
  static override styles = [base, styles];
  @property({ attribute: false }) entities: readonly string[] = [];
  @state() private person: ComboItem | undefined;
  @state() private entity = '';
  @state() private answers: ReadonlyMap<string, Explained> = new Map();
  @state() private problem = '';
  readonly preferences = new PreferencesController(this);

  readonly #search = async (q: string) => {
    const query = { fields: 'name,email', sort: 'name', limit: 30, q };
    const { items } = await getJson<Page<{ id: string; name: string; email: string | null }>>(
      '/api/records/user',
      query,
    );
    const options = items.map(({ id, name, email }) => ({
      id,
      label: name,
      detail: email ?? '',
      person: true,
    }));
    return { items: options, next: null };
  };

  async #ask(): Promise<void> {
    const { person } = this;
    const entity = this.entity || this.entities[0];
    this.answers = new Map();
    this.problem = '';
    if (!person || !entity) return;
    const actions = currentModel()?.entities[entity]?.actions ?? [];
    try {
      const answers = await Promise.all(
        actions.map(async (action) => {
          const query = { entity, action, user: person.id };
          return [action, await getJson<Explained>('/api/explain', query)] as const;
        }),
      );
      if (this.person === person) this.answers = new Map(answers);
    } catch (cause) {
      this.problem = cause instanceof Error ? cause.message : t('error.unexpected');
    }
  }

  #ground({ label, scope, sentence, mute }: Explained['grounds'][number]): string {
    const rule = sentence ? `, ${say(sentence)}` : '';
    const minus = mute ? '− ' : '';
    return `${minus}${say(label)} (${choiceLabel(scope as Scope)}${rule})`;
  }

  #line(action: string, { allowed, administrator, grounds }: Explained): TemplateResult {
    const names = grounds.filter(({ scope }) => scope !== 'none').map((each) => this.#ground(each));
    const why = administrator
      ? t('rights.tryAdministrator')
      : names.length > 0
        ? t('rights.tryBy', { names: names.join(t('filter.comma')) })
        : '';
    return html`<li><span>${actionLabel(action)}</span><span>${allowed ? tag(t('rights.tryAllowed'), 'green') : tag(t('rights.tryDenied'), 'gray')}</span><span class="u-meta">${why}</span></li>`;
  }

  #pick(): TemplateResult {
    const person = html`<crm-combo key="person" label=${t('rights.tryPerson')} .chosen=${this.person ? [this.person] : []} .search=${this.#search} .debounce=${200}
      @value-change=${(event: CustomEvent<{ value: ComboItem[] }>) => {
        this.person = event.detail.value[0];
        void this.#ask();
      }}></crm-combo>`;
    const entity = html`<select class="u-input" id="f-tried" @change=${(event: Event) => {
      this.entity = (event.target as HTMLSelectElement).value;
      void this.#ask();
    }}>${this.entities.map((name) => html`<option value=${name}>${entityLabel(name)}</option>`)}</select>`;
    return html`<div class="pick">${fieldFrame({ key: 'person', label: t('rights.tryPerson'), control: person })}${fieldFrame({ key: 'tried', label: t('rights.object'), control: entity })}</div>`;
  }

  protected override render(): TemplateResult {
    return html`<p class="u-muted">${t('rights.tryHint')}</p>${this.#pick()}${this.problem ? html`<p class="u-error" role="alert">${this.problem}</p>` : nothing}${
      this.answers.size > 0
        ? html`<ul>${[...this.answers].map(([action, answer]) => this.#line(action, answer))}</ul>`
        : nothing
    }`;
  }
}
