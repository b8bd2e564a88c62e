// Child records edited inside their parent: a grid with a control per cell. Rows are added, copied, moved and removed by
// mouse and keyboard, pasted from a spreadsheet and summed up; on a phone they are cards.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { say, t } from '../i18n/t.ts';
import { announce, toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import type { RenderControl } from './control.ts';
import { CrmWidget, textSetting } from './crm-widget.ts';
import { display, isRightAligned } from './display.ts';
import { isEmpty } from './format.ts';
import { columnsOf, isComputed, isWideColumn, totalOf } from './line-columns.ts';
import { dragLine } from './line-drag.ts';
import { pasteLines, readCells } from './line-paste.ts';
import { readValue } from './row-values.ts';
import '../ui/rarer-styles.ts';

type Line = Record<string, Json>;
/** Errors by line and field: `{"0": {"quantity": "…"}}`. */
export type LineErrors = Readonly<Record<string, Readonly<Record<string, string>>>>;

const FOCUSABLE = 'input:not([readonly]):not([disabled]),select,textarea,button.u-tree-open';
/** What a copied line does not take along. */
const OWN = new Set(['id', 'version']);

@customElement('crm-widget-lines')
export class CrmWidgetLines extends CrmWidget<Line[]> {
  @property({ attribute: false }) declare controls: RenderControl;
  @state() private child: ClientEntity | undefined;
  /** Where a dragged row would stand. */
  @state() private dropAt: number | undefined;
  #errors: LineErrors = {};
  /** Rows keep their controls while their values change and they move. */
  readonly #identities = new WeakMap<Line, number>();
  #nextIdentity = 1;

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

  get #fields(): ClientField[] {
    return this.child ? columnsOf(this.child, textSetting(this.settings, 'parentField')) : [];
  }

  #identityOf(line: Line): number {
    const known = this.#identities.get(line);
    if (known !== undefined) return known;
    const made = this.#nextIdentity++;
    this.#identities.set(line, made);
    return made;
  }

  #store(lines: readonly Line[]): void {
    this.emit(lines.length > 0 ? [...lines] : null);
  }

  #set(index: number, name: string, value: Json): void {
    this.#store(
      this.#lines.map((line, at) => {
        if (at !== index) return line;
        const next = { ...line, [name]: value };
        this.#identities.set(next, this.#identityOf(line));
        return next;
      }),
    );
  }

  /** Gives the keyboard to a cell; the column is counted among all. */
  async #focus(row: number, column = 0): Promise<void> {
    await this.updateComplete;
    const cells = this.querySelectorAll('tbody tr')[row]?.querySelectorAll('td.u-line-cell');
    const rest = [...(cells ?? [])].slice(column);
    for (const cell of rest) {
      const control = cell.querySelector<HTMLElement>(FOCUSABLE);
      if (control) {
        control.focus();
        return;
      }
    }
  }

  #add(column = 0): void {
    this.#store([...this.#lines, {}]);
    void this.#focus(this.#lines.length - 1, column);
  }

  #copy(index: number): void {
    const line = this.#lines[index];
    if (!line) return;
    const copy = Object.fromEntries(Object.entries(line).filter(([name]) => !OWN.has(name)));
    this.#store(this.#lines.toSpliced(index + 1, 0, copy));
    announce(t('widget.lineCopied', { row: index + 1 }));
    void this.#focus(index + 1);
  }

  #remove(index: number): void {
    const before = this.#lines;
    this.#store(before.toSpliced(index, 1));
    toast({
      text: t('widget.lineRemoved', { row: index + 1 }),
      undo: () => this.#store(before),
    });
    if (this.#lines.length > 0) void this.#focus(Math.min(index, this.#lines.length - 1));
    else
      void this.updateComplete.then(() => this.querySelector<HTMLElement>('.u-line-add')?.focus());
  }

  #move(from: number, to: number, column?: number): void {
    const line = this.#lines[from];
    if (!line || to < 0 || to >= this.#lines.length) return;
    this.#store(this.#lines.toSpliced(from, 1).toSpliced(to, 0, line));
    announce(t('widget.lineMoved', { row: to + 1 }));
    if (column !== undefined) void this.#focus(to, column);
  }

  #placeOf(event: Event): { row: number; column: number } | undefined {
    const target = event.target as Element | null;
    const cell = target?.closest('td.u-line-cell');
    const row = cell?.closest('tr');
    if (!cell || !row) return undefined;
    return {
      row: [...this.querySelectorAll('tbody tr')].indexOf(row),
      column: [...row.querySelectorAll('td.u-line-cell')].indexOf(cell),
    };
  }

  /** Before the controls: commands on whole rows. */
  #rowKeys = {
    capture: true,
    handleEvent: (event: KeyboardEvent): void => {
      const place = this.readOnly || event.isComposing ? undefined : this.#placeOf(event);
      if (!place) return;
      const isRow = event.altKey && event.shiftKey && !event.ctrlKey;
      const command = `${isRow ? 'row+' : ''}${event.ctrlKey && !event.altKey && !event.shiftKey ? 'ctrl+' : ''}${event.key}`;
      const { row, column } = place;
      const acts: Record<string, () => void> = {
        'row+ArrowUp': () => this.#move(row, row - 1, column),
        'row+ArrowDown': () => this.#move(row, row + 1, column),
        'row+Delete': () => this.#remove(row),
        'row+Backspace': () => this.#remove(row),
        'ctrl+d': () => this.#copy(row),
      };
      const act = acts[command];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
  };

  /** After the controls: Enter goes down a row, Tab at the end makes one. */
  #cellKeys(event: KeyboardEvent): void {
    const place = this.readOnly ? undefined : this.#placeOf(event);
    if (!place || event.isComposing || event.defaultPrevented) return;
    const isLast = place.row === this.#lines.length - 1;
    const isInput = (event.target as Element).matches('input');
    if (event.key === 'Enter' && isInput && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (isLast) this.#add(place.column);
      else void this.#focus(place.row + 1, place.column);
    } else if (event.key === 'Tab' && !event.shiftKey && isLast && this.#endsRow(event)) {
      // From an empty last line Tab leads on, so that nobody is caught in the grid.
      if (Object.values(this.#lines[place.row] ?? {}).every(isEmpty)) return;
      event.preventDefault();
      (event.target as HTMLElement).blur();
      this.#add();
    }
  }

  #endsRow(event: Event): boolean {
    const row = (event.target as Element).closest('tr');
    return (
      [...(row?.querySelectorAll(`td.u-line-cell :is(${FOCUSABLE})`) ?? [])].at(-1) === event.target
    );
  }

  async #pasted(event: ClipboardEvent): Promise<void> {
    const place = this.#placeOf(event);
    const rows = readCells(event.clipboardData?.getData('text/plain') ?? '');
    const { child: entity } = this;
    if (!place || !rows || !entity || this.readOnly) return;
    event.preventDefault();
    event.stopPropagation();
    const before = this.#lines;
    const { source } = this;
    const pasted = await pasteLines(rows, {
      ...place,
      lines: before,
      fields: this.#fields,
      entity,
      source,
    });
    this.#store(pasted.lines);
    const { count, unread } = pasted;
    toast({
      text: t(unread > 0 ? 'widget.linesPastedPartly' : 'widget.linesPasted', { count, unread }),
      kind: unread > 0 ? 'warn' : 'ok',
      undo: () => this.#store(before),
    });
  }

  #valueOf(field: ClientField, line: Line): Json {
    if (!this.child || !isComputed(field)) return line[field.name] ?? null;
    return this.source.formula?.(this.child, field, line) ?? line[field.name] ?? null;
  }

  #text(
    entity: ClientEntity,
    field: ClientField,
    line: Line,
  ): TemplateResult | string | typeof nothing {
    const row = { ...line, [field.name]: this.#valueOf(field, line) };
    const value = readValue(row, field.name, field, this.source);
    return display({ field, entity, value, source: this.source, mode: 'fact' });
  }

  #cell(entity: ClientEntity, field: ClientField, line: Line, index: number): TemplateResult {
    const head = html`<span class="u-line-head" aria-hidden="true">${say(field.label)}</span>`;
    if (this.readOnly || isComputed(field))
      return html`<td class="u-line-cell u-line-text u-num ${isRightAligned(field) ? 'u-right' : ''}">${head}<span>${this.#text(entity, field, line)}</span></td>`;
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
    return html`<td class="u-line-cell ${isWideColumn(field) ? 'u-line-wide' : ''}">${head}<div class="u-grow">${control}${
      error ? html`<p class="u-error" id="f-${key}-e">${error}</p>` : nothing
    }</div></td>`;
  }

  #tools(index: number): TemplateResult {
    const row = index + 1;
    const tool = (name: string, label: string, run: () => void, disabled = false) =>
      html`<button type="button" class="u-box-btn" aria-label=${label} title=${label} ?disabled=${disabled} @click=${run}>${icon(name, 'u-icon-s')}</button>`;
    const last = index === this.#lines.length - 1;
    return html`<td class="u-line-tools">${tool('arrow-up', t('widget.lineUp', { row }), () => this.#move(index, index - 1), index === 0)}${tool(
      'arrow-down',
      t('widget.lineDown', { row }),
      () => this.#move(index, index + 1),
      last,
    )}${tool('copy', t('widget.copyLine', { row }), () => this.#copy(index))}${tool('x', t('widget.removeLine', { row }), () => this.#remove(index))}</td>`;
  }

  #number(index: number): TemplateResult {
    const press = (event: PointerEvent) =>
      dragLine(event, index, {
        rows: () => [...this.querySelectorAll<HTMLElement>('tbody tr')],
        over: (at) => {
          this.dropAt = at;
        },
        drop: (from, to) => this.#move(from, to),
      });
    return html`<td class="u-line-no u-num">${
      this.readOnly
        ? nothing
        : html`<span class="u-line-grip" title=${t('widget.lineDrag')} @pointerdown=${press}>${icon('grip-vertical', 'u-icon-s')}</span>`
    }<span class="u-line-count">${index + 1}</span></td>`;
  }

  #row(
    entity: ClientEntity,
    fields: readonly ClientField[],
    line: Line,
    index: number,
  ): TemplateResult {
    const isEnd = this.dropAt === this.#lines.length && index === this.#lines.length - 1;
    const mark = this.dropAt === index ? 'u-line-drop' : isEnd ? 'u-line-drop-end' : '';
    return html`<tr class=${mark}>${this.#number(index)}${fields.map((field) => this.#cell(entity, field, line, index))}${
      this.readOnly ? nothing : this.#tools(index)
    }</tr>`;
  }

  #foot(fields: readonly ClientField[]): TemplateResult | typeof nothing {
    const totals = fields.map((field) =>
      totalOf(
        field,
        this.#lines.map((line) => this.#valueOf(field, line)),
        this.source,
      ),
    );
    if (this.#lines.length < 2 || totals.every((total) => total === '')) return nothing;
    return html`<tfoot><tr><td>${t('widget.total')}</td>${totals.map(
      (total, index) =>
        html`<td class="u-num u-right ${total ? '' : 'u-line-none'}"><span class="u-line-head" aria-hidden="true">${say(fields[index]?.label)}</span>${total}</td>`,
    )}${this.readOnly ? nothing : html`<td class="u-line-none"></td>`}</tr></tfoot>`;
  }

  #table(entity: ClientEntity): TemplateResult {
    const fields = this.#fields;
    const star = html`<span class="u-star" aria-hidden="true">*</span>`;
    return html`<div class="u-lines" tabindex="-1" @keydown=${this.#cellKeys} @paste=${this.#pasted}><table class="u-table" @keydown=${this.#rowKeys}>
      <caption class="u-sr">${this.label}${this.readOnly ? nothing : t('widget.lineKeys')}</caption>
      <thead><tr><th scope="col"><span class="u-sr">${t('widget.line', { row: '' })}</span>#</th>${fields.map(
        (field) =>
          html`<th scope="col" class=${isRightAligned(field) ? 'u-right' : ''}>${say(field.label)}${field.required && !this.readOnly ? star : nothing}</th>`,
      )}${this.readOnly ? nothing : html`<th><span class="u-sr">${t('action.more')}</span></th>`}</tr></thead>
      <tbody>${repeat(
        this.#lines,
        (line) => this.#identityOf(line),
        (line, index) => this.#row(entity, fields, line, index),
      )}</tbody>${this.#foot(fields)}</table></div>`;
  }

  protected override render(): TemplateResult {
    const { child } = this;
    if (!child) return html`<span class="u-skel"></span>`;
    const add = this.readOnly
      ? nothing
      : html`<div class="u-row u-wrap"><button type="button" class="u-btn u-line-add" id="f-${this.key}" @click=${() => this.#add()}>${icon('plus')}${t('widget.addLine')}</button>
        <span class="u-help u-line-hint">${t('widget.linesHint')}</span></div>`;
    return html`<div class="u-stack">${
      this.#lines.length > 0
        ? this.#table(child)
        : html`<p class="u-muted">${t('widget.noLines')}</p>`
    }${add}</div>`;
  }
}
