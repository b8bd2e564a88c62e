// Child records edited inside their parent: a grid with a control per cell, add, remove, reorder and totals.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Json } from '../../../core/fields/field-type.ts';
import { formatNumber } from '../../../core/fields/numbers.ts';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { sumDecimals } from '../../../core/rules/decimal.ts';
import { locale, say, t } from '../i18n/t.ts';
import { icon } from '../ui/icon.ts';
import type { RenderControl } from './control.ts';
import { CrmWidget, numberSetting, textSetting } from './crm-widget.ts';
import { display, isRightAligned } from './display.ts';
import { formatValue } from './format.ts';
import { readValue } from './row-values.ts';

type Line = Record<string, Json>;
/** Errors by line and field: `{"0": {"quantity": "…"}}`. */
export type LineErrors = Readonly<Record<string, Readonly<Record<string, string>>>>;

const SUMMED = new Set(['money', 'decimal', 'integer']);
const WIDE = new Set(['reference', 'user', 'text', 'long_text', 'classification']);
const MOST_COLUMNS = 8;

/** The columns of a line grid: what its quick layout (or form, or entity) shows, without the way back to the parent. */
function columnsOf(entity: ClientEntity, parentField: string): ClientField[] {
  const layout = ['quick', 'form']
    .map((kind) => entity.layouts.find((each) => each.kind === kind))
    .find(Boolean);
  const names = layout
    ? layout.sections.flatMap((section) => section.fields.map((placed) => placed.name))
    : Object.keys(entity.fields);
  return names
    .map((name) => entity.fields[name])
    .filter(
      (field): field is ClientField =>
        field !== undefined && !field.system && field.name !== parentField,
    )
    .slice(0, MOST_COLUMNS);
}

@customElement('crm-widget-lines')
export class CrmWidgetLines extends CrmWidget<Line[]> {
  @property({ attribute: false }) declare controls: RenderControl;
  @state() private child: ClientEntity | undefined;
  #errors: LineErrors = {};

  /** Given by the form through `errors`. */
  set errors(errors: LineErrors) {
    this.#errors = errors;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('field') || this.child) return;
    void this.source.entity(textSetting(this.settings, 'entity')).then((entity) => {
      this.child = entity;
    });
  }

  get #lines(): Line[] {
    return this.value ?? [];
  }

  #set(index: number, name: string, value: Json): void {
    this.emit(this.#lines.map((line, at) => (at === index ? { ...line, [name]: value } : line)));
  }

  #add(): void {
    this.emit([...this.#lines, {}]);
    void this.updateComplete.then(() => {
      const rows = this.querySelectorAll('tbody tr');
      rows[rows.length - 1]?.querySelector<HTMLElement>('input,select,textarea,button')?.focus();
    });
  }

  #remove(index: number): void {
    const lines = this.#lines.filter((_, at) => at !== index);
    this.emit(lines.length > 0 ? lines : null);
  }

  #move(index: number, by: number): void {
    const lines = [...this.#lines];
    const [line] = lines.splice(index, 1);
    if (!line) return;
    lines.splice(index + by, 0, line);
    this.emit(lines);
  }

  #cell(entity: ClientEntity, field: ClientField, line: Line, index: number): TemplateResult {
    if (this.readOnly) return this.#text(entity, field, line);
    const key = `${this.key}-${index}-${field.name}`;
    const error = this.#errors[String(index)]?.[field.name];
    const control = this.controls(field, {
      key,
      label: `${say(field.label)} ${t('widget.line', { row: index + 1 })}`,
      entity,
      source: this.source,
      value: line[field.name] ?? null,
      record: line,
      invalid: error !== undefined,
      required: field.required,
      readOnly: field.right !== 'write',
      describedBy: error ? `f-${key}-e` : '',
      onChange: (value) => this.#set(index, field.name, value),
    });
    return html`<td class=${WIDE.has(field.type) ? 'u-line-wide' : ''}>${control}${error ? html`<p class="u-error" id="f-${key}-e">${error}</p>` : nothing}</td>`;
  }

  #text(entity: ClientEntity, field: ClientField, line: Line): TemplateResult {
    const value = readValue(line, field.name, field, this.source);
    const shown = display({ field, entity, value, source: this.source, mode: 'fact' });
    return html`<td class="u-line-text u-num ${isRightAligned(field) ? 'u-right' : ''}">${shown}</td>`;
  }

  #tools(index: number): TemplateResult {
    const row = index + 1;
    const tool = (name: string, label: string, run: () => void, disabled = false) =>
      html`<button type="button" class="u-box-btn" aria-label=${label} title=${label} ?disabled=${disabled} @click=${run}>${icon(name, 'u-icon-s')}</button>`;
    return html`<td class="u-line-tools">${tool('arrow-up', t('widget.lineUp', { row }), () => this.#move(index, -1), index === 0)}${tool(
      'arrow-down',
      t('widget.lineDown', { row }),
      () => this.#move(index, 1),
      index === this.#lines.length - 1,
    )}${tool('x', t('widget.removeLine', { row }), () => this.#remove(index))}</td>`;
  }

  #total(field: ClientField): string {
    if (!SUMMED.has(field.type)) return '';
    const values = this.#lines
      .map((line) => line[field.name])
      .filter((value) => /^-?\d+(\.\d+)?$/.test(String(value ?? '')));
    if (values.length === 0) return '';
    const scale = field.type === 'integer' ? 0 : (numberSetting(field.settings, 'scale') ?? 2);
    const sum = sumDecimals(values.map(String), scale);
    if (sum === null) return '';
    return field.type === 'money'
      ? formatValue(field, sum, this.source)
      : formatNumber(sum, scale, locale());
  }

  #foot(fields: readonly ClientField[]): TemplateResult | typeof nothing {
    const totals = fields.map((field) => this.#total(field));
    if (this.#lines.length < 2 || totals.every((total) => total === '')) return nothing;
    return html`<tfoot><tr><td>${t('widget.total')}</td>${totals.map((total) => html`<td class="u-num u-right">${total}</td>`)}${
      this.readOnly ? nothing : html`<td></td>`
    }</tr></tfoot>`;
  }

  #table(entity: ClientEntity): TemplateResult {
    const fields = columnsOf(entity, textSetting(this.settings, 'parentField'));
    const star = html`<span class="u-star" aria-hidden="true">*</span>`;
    return html`<div class="u-lines" tabindex="-1"><table class="u-table"><caption class="u-sr">${this.label}</caption>
      <thead><tr><th scope="col"><span class="u-sr">${t('widget.line', { row: '' })}</span>#</th>${fields.map(
        (field) =>
          html`<th scope="col" class=${isRightAligned(field) ? 'u-right' : ''}>${say(field.label)}${field.required && !this.readOnly ? star : nothing}</th>`,
      )}${this.readOnly ? nothing : html`<th><span class="u-sr">${t('action.more')}</span></th>`}</tr></thead>
      <tbody>${this.#lines.map(
        (line, index) =>
          html`<tr><td class="u-line-no u-num">${index + 1}</td>${fields.map((field) => this.#cell(entity, field, line, index))}${
            this.readOnly ? nothing : this.#tools(index)
          }</tr>`,
      )}</tbody>${this.#foot(fields)}</table></div>`;
  }

  protected override render(): TemplateResult {
    const { child } = this;
    if (!child) return html`<span class="u-skel"></span>`;
    const add = this.readOnly
      ? nothing
      : html`<div><button type="button" class="u-btn" id="f-${this.key}" @click=${this.#add}>${icon('plus')}${t('widget.addLine')}</button></div>`;
    return html`<div class="u-stack">${
      this.#lines.length > 0
        ? this.#table(child)
        : html`<p class="u-muted">${t('widget.noLines')}</p>`
    }${add}</div>`;
  }
}
