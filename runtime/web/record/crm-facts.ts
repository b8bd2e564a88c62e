// The facts of a record by section, edited in place: a fact turns into its control, Enter saves, Esc leaves it as it was.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Json } from '../../../core/fields/field-type.ts';
import { logsReveal } from '../../../core/fields/masked-text.ts';
import type { ClientField } from '../../../core/model/client.ts';
import type { RecordRow } from '../app/open-form.ts';
import type { FormState, ShownSection } from '../form/form-state.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { describedBy, fieldFrame } from '../ui/field-frame.ts';
import { icon } from '../ui/icon.ts';
import { display } from '../widgets/display.ts';
import { isEmpty } from '../widgets/format.ts';
import { NamesController } from '../widgets/names-controller.ts';
import { isGroup, renderControl } from '../widgets/registry.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { changeFields } from './change-fields.ts';
import './crm-reveal.ts';
import { factsStyles } from './facts-styles.ts';

/** Choosing is all there is to do: the choice is saved at once. */
const AT_ONCE = new Set(['boolean', 'rating', 'picklist']);
/** Edited on the form, where there is room. */
const TOO_WIDE = new Set(['lines', 'json', 'rich_text']);

@customElement('crm-facts')
export class CrmFacts extends LitElement {
  static override styles = [base, factsStyles];

  @property({ attribute: false }) declare form: FormState;
  @property({ attribute: false }) declare record: RecordRow;
  @property({ attribute: false }) declare source: WidgetSource;
  @property({ type: Boolean }) locked = false;
  @state() private editing: string | undefined;
  @state() private value: Json = null;
  @state() private error = '';
  @state() private saving = false;
  @state() private empty = false;
  @state() private folded: ReadonlySet<string> | undefined;
  readonly preferences = new PreferencesController(this);
  readonly names = new NamesController(this, () => this.source);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.folded || (changed.has('form') && changed.get('form')?.entity !== this.form.entity))
      this.folded = new Set(
        this.form.layout.sections.filter((each) => each.collapsed).map((each) => each.name),
      );
  }

  #canEdit(field: ClientField): boolean {
    return !this.locked && !TOO_WIDE.has(field.type) && !this.form.isReadOnly(field);
  }

  async #edit(field: ClientField): Promise<void> {
    if (!this.#canEdit(field) || this.editing === field.name) return;
    this.editing = field.name;
    this.value = this.form.values[field.name] ?? null;
    this.error = '';
    await this.updateComplete;
    const control = this.renderRoot.querySelector<HTMLElement>('.editing');
    // A control whose module is still on its way gets the focus when it is there.
    for (let tries = 0; tries < 20; tries++) {
      const input = control?.querySelector<HTMLElement>(
        'input:not([type=hidden]),textarea,select,[role=combobox],button',
      );
      if (input) return input.focus();
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  async #stop(name: string): Promise<void> {
    this.editing = undefined;
    this.error = '';
    this.form.set(name, this.form.original[name] ?? null);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-fact="${name}"] .edit-fact`)?.focus();
  }

  async #save(field: ClientField): Promise<void> {
    if (this.saving) return;
    // A control that tidies its value when left does so first.
    const active = this.shadowRoot?.activeElement;
    if (active instanceof HTMLElement && active.matches('input')) active.blur();
    this.saving = true;
    const { form, record } = this;
    const changes = { [field.name]: this.value };
    const said = t('facts.changed', { field: say(field.label) });
    const changed = () => this.dispatchEvent(new CustomEvent('record-changed'));
    const answer = await changeFields({ form, record, changes, said, changed });
    this.saving = false;
    if (answer.state === 'refused') this.error = answer.error;
    else await this.#stop(field.name);
  }

  #change(field: ClientField, value: Json): void {
    this.value = value;
    this.error = '';
    if (AT_ONCE.has(field.type) && field.settings.multiple !== true) void this.#save(field);
  }

  #key(event: KeyboardEvent, field: ClientField): void {
    if (event.isComposing || event.defaultPrevented) return;
    const target = event.composedPath()[0];
    const isLong = target instanceof HTMLTextAreaElement && !(event.ctrlKey || event.metaKey);
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      void this.#stop(field.name);
    } else if (event.key === 'Enter' && !isLong && !(target instanceof HTMLButtonElement)) {
      event.preventDefault();
      event.stopPropagation();
      void this.#save(field);
    }
  }

  #editor(field: ClientField): TemplateResult {
    const { form, error } = this;
    const { name } = field;
    const help = say(field.help);
    const label = say(field.label);
    const required = form.isRequired(field);
    const control = renderControl(field, {
      key: name,
      label,
      entity: form.entity,
      source: this.source,
      value: this.value,
      record: form.values,
      invalid: error !== '',
      required,
      readOnly: false,
      describedBy: describedBy(name, error, help),
      allowed: form.allowed(field),
      onChange: (value) => this.#change(field, value),
    });
    const frame = { key: name, label, required, help, control, group: isGroup(field, form.entity) };
    return html`<div class="editing" @keydown=${(event: KeyboardEvent) => this.#key(event, field)}>${fieldFrame(
      error ? { ...frame, error } : frame,
    )}<div class="act"><button type="button" class="u-btn u-btn-primary ${this.saving ? 'u-btn-busy' : ''}" ?disabled=${this.saving}
      @click=${() => void this.#save(field)}>${t('action.save')}</button><button type="button" class="u-btn u-btn-ghost"
      @click=${() => void this.#stop(name)}>${t('action.cancel')}</button></div></div>`;
  }

  #pressed(event: Event, field: ClientField): void {
    const isLink = event.composedPath().some((node) => node instanceof HTMLAnchorElement);
    const isText = String(getSelection() ?? '') !== '';
    if (!isLink && !isText) void this.#edit(field);
  }

  #fact(field: ClientField): TemplateResult {
    const { entity, values } = this.form;
    if (this.editing === field.name)
      return html`<div class="fact-wide" data-fact=${field.name}><dt class="u-sr">${say(field.label)}</dt><dd>${this.#editor(field)}</dd></div>`;
    const value = values[field.name];
    const isOnRequest = logsReveal(field) && field.right !== 'masked' && !isEmpty(value);
    const shown = isOnRequest
      ? html`<crm-reveal .path="/api/records/${entity.name}/${this.record.id}" .field=${field.name} .label=${say(field.label)} .masked=${String(value)}></crm-reveal>`
      : display({ field, entity, value, source: this.source, mode: 'fact', record: values });
    const canEdit = this.#canEdit(field);
    const label = say(field.label);
    return html`<div class="fact ${canEdit ? 'fact-open' : ''}" data-fact=${field.name}><dt>${label}<button type="button" class="why" aria-label=${t('explain.field', { field: label })}
      title=${t('explain.open')} @click=${() => this.#explain(field)}>${icon('circle-help', 'u-icon-s')}</button></dt><dd
      @click=${canEdit ? (event: Event) => this.#pressed(event, field) : nothing}><span class="shown">${
        shown === nothing ? html`<span class="u-muted">–</span>` : shown
      }</span>${
        canEdit
          ? html`<button type="button" class="edit-fact" aria-label=${t('facts.edit', { field: label })} @click=${(
              event: Event,
            ) => {
              event.stopPropagation();
              void this.#edit(field);
            }}>${icon('pencil', 'u-icon-s')}</button>`
          : nothing
      }</dd></div>`;
  }

  #explain({ name }: ClientField): void {
    this.dispatchEvent(new CustomEvent('explain-field', { detail: name }));
  }

  #fold(name: string): void {
    const folded = new Set(this.folded);
    if (!folded.delete(name)) folded.add(name);
    this.folded = folded;
  }

  #fieldsOf({ fields }: ShownSection): ClientField[] {
    return fields
      .map(({ field }) => field)
      .filter((field) => field.type !== 'lines' && field.name !== this.form.entity.nameField);
  }

  #isShown(field: ClientField): boolean {
    return this.empty || this.editing === field.name || !isEmpty(this.form.values[field.name]);
  }

  #section(shown: ShownSection, index: number): TemplateResult | typeof nothing {
    const { section } = shown;
    const fields = this.#fieldsOf(shown).filter((field) => this.#isShown(field));
    if (fields.length === 0) return nothing;
    const isFolded = this.folded?.has(section.name) ?? false;
    const title = say(section.label) || (index === 0 ? t('record.facts') : '');
    return html`<section class="group"><h2><button type="button" aria-expanded=${!isFolded} @click=${() => this.#fold(section.name)}><span
      class="u-grow">${title}</span>${icon(isFolded ? 'chevron-down' : 'chevron-up', 'u-icon-s')}</button></h2>${
        isFolded ? nothing : html`<dl>${fields.map((field) => this.#fact(field))}</dl>`
      }</section>`;
  }

  protected override render(): TemplateResult {
    const sections = this.form.sections();
    const count = sections
      .flatMap((each) => this.#fieldsOf(each))
      .filter((field) => isEmpty(this.form.values[field.name])).length;
    const toggle = () => {
      this.empty = !this.empty;
    };
    return html`${sections.map((each, index) => this.#section(each, index))}${
      count > 0
        ? html`<button type="button" class="u-link more" @click=${toggle}>${this.empty ? t('facts.hideEmpty') : t('facts.empty', { count })}</button>`
        : nothing
    }`;
  }
}
