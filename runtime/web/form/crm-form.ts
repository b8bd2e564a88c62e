// Renders a form from its layout: tabs, sections, columns, fields with their frames, outline and error banner. It holds
// no logic of its own: FormState decides, widgets edit, the page saves.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientField } from '../../../core/model/client.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { describedBy, fieldFrame } from '../ui/field-frame.ts';
import { icon } from '../ui/icon.ts';
import { sty } from '../ui/sty.ts';
import { tabs } from '../ui/tabs.ts';
import { isGroup, isWide, renderControl } from '../widgets/registry.ts';
import type { WidgetSource } from '../widgets/source.ts';
import type { FormState, PlacedField, ShownSection } from './form-state.ts';
import { formStyles } from './form-styles.ts';
import { checkField } from './validate.ts';

@customElement('crm-form')
export class CrmForm extends LitElement {
  static override styles = [base, formStyles];

  @property({ attribute: false }) declare form: FormState;
  @property({ attribute: false }) declare source: WidgetSource;
  /** Problems that belong to no field. */
  @property({ attribute: false }) general: readonly string[] = [];
  /** Small forms have no outline. */
  @property({ type: Boolean }) plain = false;
  @state() private tab = '';
  @state() private folded: ReadonlySet<string> = new Set();
  readonly preferences = new PreferencesController(this);

  protected override willUpdate(): void {
    if (this.folded.size === 0 && !this.hasUpdated)
      this.folded = new Set(
        this.form.layout.sections.filter((each) => each.collapsed).map((each) => each.name),
      );
  }

  /** Shows and focuses the first field with a problem. */
  async focusFirstError(): Promise<void> {
    const first = this.form
      .shownFields()
      .find(({ name }) => this.form.errors[name] || this.form.lineErrors[name]);
    if (first) await this.focusField(first.name);
  }

  async focusField(name: string): Promise<void> {
    const home = this.form
      .sections()
      .find(({ fields }) => fields.some(({ field }) => field.name === name));
    if (home) {
      this.tab = home.section.tab ?? this.tab;
      this.folded = new Set([...this.folded].filter((each) => each !== home.section.name));
    }
    await this.updateComplete;
    const cell = this.renderRoot.querySelector<HTMLElement>(`[data-field="${name}"]`);
    cell?.scrollIntoView({ block: 'center' });
    cell
      ?.querySelector<HTMLElement>('[aria-invalid=true],input,select,textarea,button')
      ?.focus({ preventScroll: true });
  }

  #change(field: ClientField, value: Json): void {
    this.form.set(field.name, value);
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('form-change'));
  }

  /** Validates a field when it is left. */
  #left(event: FocusEvent, field: ClientField): void {
    const cell = event.currentTarget as HTMLElement;
    if (cell.contains(event.relatedTarget as Node | null)) return;
    // The widget tidies its value on the same blur; look after it.
    setTimeout(() => {
      const error = this.form.values[field.name] == null ? undefined : checkField(this.form, field);
      if (!error) return;
      this.form.errors = { ...this.form.errors, [field.name]: error };
      this.requestUpdate();
    });
  }

  #field({ field, span }: PlacedField, columns: number): TemplateResult {
    const { form } = this;
    const { name } = field;
    const label = say(field.label, name);
    const error = form.errors[name] ?? (form.lineErrors[name] ? t('form.invalid') : undefined);
    const help = say(field.help);
    const required = form.isRequired(field);
    const control = renderControl(field, {
      key: name,
      label,
      entity: form.entity,
      source: this.source,
      value: form.values[name] ?? null,
      record: form.values,
      invalid: error !== undefined,
      required,
      readOnly: form.isReadOnly(field),
      describedBy: describedBy(name, error, help),
      allowed: form.allowed(field),
      errors: form.lineErrors[name],
      onChange: (value) => this.#change(field, value),
    });
    const width = isWide(field) ? columns : Math.min(span || 1, columns);
    const frame = { key: name, label, required, help, control, group: isGroup(field, form.entity) };
    return html`<div class="cell" data-field=${name} ${sty({ 'grid-column': `span ${width}` })}
      @focusout=${(event: FocusEvent) => this.#left(event, field)}>${fieldFrame(error ? { ...frame, error } : frame)}</div>`;
  }

  #toggle(name: string): void {
    const folded = new Set(this.folded);
    if (!folded.delete(name)) folded.add(name);
    this.folded = folded;
  }

  #section({ section, fields }: ShownSection, index: number): TemplateResult {
    const isFolded = this.folded.has(section.name);
    const title = this.#titleOf(section, index);
    const head = section.collapsed
      ? html`<button type="button" class="u-link" aria-expanded=${!isFolded} @click=${() => this.#toggle(section.name)}>${icon(
          isFolded ? 'chevron-right' : 'chevron-down',
        )}${title}</button>`
      : title;
    const isAlone = this.plain && this.form.sections().length === 1;
    return html`<section class="section" id="s-${section.name}" aria-label=${title}>
      ${isAlone ? nothing : html`<h2 class="section-head">${head}</h2>`}
      <div class="fields" ?hidden=${isFolded} ${sty({ '--columns': section.columns || 2 })}>${repeat(
        fields,
        ({ field }) => field.name,
        (placed) => this.#field(placed, section.columns || 2),
      )}</div></section>`;
  }

  #titleOf(section: { label?: ShownSection['section']['label'] }, index: number): string {
    return say(section.label) || (index === 0 ? t('form.general') : '');
  }

  #banner(): TemplateResult | typeof nothing {
    const shown = this.form.shownFields();
    const bad = shown.filter(({ name }) => this.form.errors[name] || this.form.lineErrors[name]);
    const count = bad.length + this.general.length;
    if (count === 0) return nothing;
    const first = bad[0] ? (this.form.errors[bad[0].name] ?? t('form.invalid')) : '';
    return html`<div class="u-banner u-banner-bad banner" role="alert">${icon('circle-alert')}<div class="u-grow">${t('form.errors', { count })}
      ${bad[0] ? html`<button type="button" class="u-link" @click=${() => void this.focusFirstError()}>${first}</button>` : nothing}
      ${this.general.map((text) => html`<div>${text}</div>`)}</div></div>`;
  }

  #jump(event: Event, name: string): void {
    event.preventDefault();
    this.folded = new Set([...this.folded].filter((each) => each !== name));
    this.renderRoot.querySelector(`#s-${name}`)?.scrollIntoView({ behavior: 'smooth' });
  }

  #outline(sections: readonly ShownSection[]): TemplateResult | typeof nothing {
    if (this.plain || sections.length < 2) return nothing;
    return html`<nav class="outline" aria-label=${t('form.outline')}>${sections.map(
      ({ section, fields }, index) => {
        const count = this.form.errorCount(fields);
        return html`<a href="#s-${section.name}" @click=${(event: Event) => this.#jump(event, section.name)}><span class="u-cut">${this.#titleOf(section, index)}</span>${
          count > 0 ? html`<b aria-label=${t('form.errorCount', { count })}>${count}</b>` : nothing
        }</a>`;
      },
    )}</nav>`;
  }

  #tabs(): TemplateResult | typeof nothing {
    const shown = this.form.tabs();
    if (shown.length < 2) return nothing;
    const list = shown.map((tab) => ({
      name: tab.name,
      label: say(tab.label),
      errors: this.form
        .sections(tab.name)
        .reduce((sum, each) => sum + this.form.errorCount(each.fields), 0),
    }));
    return html`<div class="tabs">${tabs({
      label: t('form.outline'),
      tabs: list,
      prefix: 'form-tab',
      current: this.tab || (shown[0]?.name ?? ''),
      onSelect: (name) => {
        this.tab = name;
      },
    })}</div>`;
  }

  protected override render(): TemplateResult {
    const hasTabs = this.form.tabs().length > 1;
    const current = this.tab || this.form.tabs()[0]?.name;
    const sections = hasTabs ? this.form.sections(current) : this.form.sections();
    return html`<div class="form"><div class="main">${this.#banner()}${this.#tabs()}${repeat(
      sections,
      ({ section }) => section.name,
      (section, index) => this.#section(section, index),
    )}</div>${this.#outline(sections)}</div>`;
  }
}
