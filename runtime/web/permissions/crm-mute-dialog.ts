// Takes rights to fields away from a role: which fields, how far, on which records. Tells `mute-set` {entity, grants} and
// `mute-close`.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity } from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { source } from '../app/session.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { segmented } from '../ui/choices.ts';
import '../ui/crm-combo.ts';
import '../ui/crm-dialog.ts';
import { fieldFrame } from '../ui/field-frame.ts';
import './crm-condition.ts';
import type { ComboItem } from '../ui/combo-types.ts';
import type { EntityGrants, Right } from './design-client.ts';
import { entityLabel, RIGHTS, rightLabel } from './permission-words.ts';

const LIMITS = RIGHTS.filter((right) => right !== 'write');

@customElement('crm-mute-dialog')
export class CrmMuteDialog extends LitElement {
  static override styles = [
    base,
    css`:host{display:contents}form{display:flex;flex-direction:column;gap:14px;min-height:280px}`,
  ];
  @property({ attribute: false }) entities: readonly string[] = [];
  /** The entity whose entry is changed; '' for a new one. */
  @property() changed = '';
  @property({ attribute: false }) grants: EntityGrants = {};
  @state() private entityName = '';
  @state() private entity: ClientEntity | undefined;
  @state() private fields: readonly string[] = [];
  @state() private right: Right = 'masked';
  @state() private when: Rule | undefined;
  @state() private isSome = false;
  @state() private problem = '';
  readonly preferences = new PreferencesController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    const limited = Object.entries(this.grants.fields ?? {}).filter(
      ([, right]) => right !== 'write',
    );
    this.fields = limited.map(([field]) => field);
    this.right = limited[0]?.[1] ?? 'masked';
    this.when = this.grants.when as Rule | undefined;
    this.isSome = this.when !== undefined;
    void this.#choose(this.changed || (this.entities[0] ?? ''));
  }

  async #choose(name: string): Promise<void> {
    this.entityName = name;
    if (name !== this.changed) this.fields = [];
    this.entity = await source.entity(name);
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('mute-close'));
  }

  #confirm(event: Event): void {
    event.preventDefault();
    const needsCondition = this.isSome && this.when === undefined;
    this.problem = needsCondition
      ? t('rights.needsCondition')
      : this.fields.length === 0
        ? t('rights.muteNeedsFields')
        : '';
    if (this.problem) return;
    const fields = Object.fromEntries(this.fields.map((field) => [field, this.right]));
    const { when: _before, ...rest } = this.grants;
    const when = this.isSome ? { when: this.when as Json } : {};
    const grants: EntityGrants = { ...rest, fields, ...when };
    this.dispatchEvent(
      new CustomEvent('mute-set', { detail: { entity: this.entityName, grants } }),
    );
  }

  #items(): ComboItem[] {
    const all = { id: '*', label: t('rights.otherFields') };
    const fields = Object.values(this.entity?.fields ?? {}).filter(({ system }) => !system);
    return [all, ...fields.map(({ name, label }) => ({ id: name, label: say(label, name) }))];
  }

  #fields(): TemplateResult {
    const items = this.#items();
    const search = async (text: string) => ({
      items: items.filter(({ label }) => label.toLowerCase().includes(text.toLowerCase())),
      next: null,
    });
    const chosen = items.filter(({ id }) => this.fields.includes(id));
    return html`<crm-combo key="fields" label=${t('rights.muteFields')} multiple few .chosen=${chosen} .search=${search}
      @value-change=${(event: CustomEvent<{ value: ComboItem[] }>) => {
        this.fields = event.detail.value.map(({ id }) => id);
        this.problem = '';
      }}></crm-combo>`;
  }

  #records(): TemplateResult {
    const choices = [
      { value: 'all', label: t('rights.muteAll') },
      { value: 'some', label: t('rights.muteSomeOnly') },
    ];
    const value = this.isSome ? 'some' : 'all';
    const onChange = (next: string) => {
      this.isSome = next === 'some';
    };
    const condition = html`<crm-condition .entity=${this.entity} .rule=${this.when} @condition-change=${(
      event: CustomEvent<{ rule: Rule | undefined }>,
    ) => {
      this.when = event.detail.rule;
      this.problem = '';
    }}></crm-condition>`;
    return html`${segmented({ name: 'f-when', value, choices, labelledBy: 'f-when-l', onChange })}${this.isSome ? condition : nothing}`;
  }

  #form(): TemplateResult {
    const options = this.entities.map(
      (name) =>
        html`<option value=${name} ?selected=${name === this.entityName}>${entityLabel(name)}</option>`,
    );
    const entity = html`<select class="u-input" id="f-muted" ?disabled=${this.changed !== ''} @change=${(event: Event) => void this.#choose((event.target as HTMLSelectElement).value)}>${options}</select>`;
    const right = segmented<Right>({
      name: 'f-right',
      value: this.right,
      choices: LIMITS.map((value) => ({ value, label: rightLabel(value) })),
      labelledBy: 'f-right-l',
      onChange: (value) => {
        this.right = value;
      },
    });
    return html`<form @submit=${this.#confirm}>${fieldFrame({ key: 'muted', label: t('rights.object'), control: entity })}${fieldFrame(
      { key: 'fields', label: t('rights.muteFields'), control: this.#fields() },
    )}${fieldFrame({ key: 'right', label: t('rights.muteRight'), group: true, control: right })}${fieldFrame(
      { key: 'when', label: t('rights.muteWhen'), group: true, control: this.#records() },
    )}${this.problem ? html`<p class="u-error" role="alert">${this.problem}</p>` : nothing}</form>`;
  }

  protected override render(): TemplateResult {
    return html`<crm-dialog open dialog-title=${t('rights.addMute')} @dialog-close=${this.#close}>${this.#form()}
      <div slot="foot" class="u-dialog-foot"><button type="button" class="u-btn" @click=${this.#close}>${t('action.cancel')}</button><button type="button"
      class="u-btn u-btn-primary" @click=${this.#confirm}>${t('rights.choose')}</button></div></crm-dialog>`;
  }
}
