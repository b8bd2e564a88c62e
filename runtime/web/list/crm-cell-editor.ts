// Edits one cell of a list with the control of its field, laid over the cell. Enter keeps and goes down, Tab keeps and goes
// right, Escape leaves the value as it was. Tells `edit-end` {value?, go}.
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity } from '../../../core/model/client.ts';
import { entityForRecord } from '../app/record-access.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { deepActive } from '../ui/crm-dialog.ts';
import { toast } from '../ui/crm-toasts.ts';
import type { Column } from '../views/columns.ts';
import type { Values } from '../widgets/crm-widget.ts';
import { renderControl } from '../widgets/registry.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { mayBeNarrowed, offeredOptions } from './cell-options.ts';

export type EditStep = 'down' | 'right' | 'left' | 'stay' | 'none';
export interface EditEnd {
  /** Missing: nothing was changed. */
  value?: Json;
  /** Where the keyboard goes; 'none' when the focus is elsewhere already. */
  go: EditStep;
}

/** One press chooses the value, so it is kept at once. */
const CHOSEN = new Set(['picklist', 'reference', 'user', 'department', 'boolean', 'rating']);
const LEAST_WIDTH = 200;
const WIDE = new Set([
  'long_text',
  'rich_text',
  'address',
  'classification',
  'many_to_many',
  'tags',
  'datetime',
]);

@customElement('crm-cell-editor')
export class CrmCellEditor extends LitElement {
  static override styles = [
    base,
    css`
    .box{padding:1px;border-radius:7px;overflow:visible;max-width:none}
    .box .u-input,.box .u-box{min-height:calc(var(--rh,36px) - 2px)}
    @media (max-width:760px){.box{padding:12px 12px calc(12px + env(safe-area-inset-bottom))!important}}
    `,
  ];

  @property({ attribute: false }) declare column: Column;
  @property({ attribute: false }) declare entity: ClientEntity;
  @property({ attribute: false }) declare source: WidgetSource;
  @property({ attribute: false }) value: Json = null;
  @property({ attribute: false }) record: Values = {};
  @property() recordId = '';
  /** Typed to begin with; takes the place of the value. */
  @property() text = '';
  /** Enter or Tab was pressed before the control was there. */
  @property() ending: EditStep | '' = '';
  /** The cell, in pixels of the window. */
  @property({ attribute: false }) declare place: DOMRect;
  @state() private allowed: readonly string[] | undefined;
  /** What may be chosen is known. */
  @state() private isReady = false;
  #now: Json = null;
  #isChanged = false;
  #isOver = false;
  #chosen = 0;

  protected override firstUpdated(): void {
    this.#now = this.value;
    const box = this.renderRoot.querySelector<HTMLElement>('.box');
    if (!box) return;
    box.showPopover();
    this.#lay(box);
    void this.#begin();
  }

  async #begin(): Promise<void> {
    const { entity, column, recordId } = this;
    if (await this.#isRefused()) {
      toast({ text: t('grid.noRight') });
      return this.#end('stay', false);
    }
    if (mayBeNarrowed(entity, column.field))
      // Without the record all options are offered; the server has the last word.
      this.allowed = await offeredOptions(entity, column.field, recordId).catch(() => undefined);
    this.isReady = true;
    await this.updateComplete;
    await this.#focus();
  }

  /** Rights that differ between records are asked for before anything is typed; the server has the last word. */
  async #isRefused(): Promise<boolean> {
    const { entity, column, recordId } = this;
    if (!entity.byRecord) return false;
    const own = await entityForRecord(entity, recordId).catch(() => entity);
    return !own.actions.includes('update') || own.fields[column.field.name]?.right !== 'write';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#chosen);
  }

  #lay(box: HTMLElement): void {
    const { left, top, width, height } = this.place;
    const least = WIDE.has(this.column.field.type) ? 320 : LEAST_WIDTH;
    const wide = Math.min(innerWidth - 16, Math.max(least, width));
    box.style.width = `${wide}px`;
    box.style.left = `${Math.max(8, Math.min(left, innerWidth - wide - 8))}px`;
    box.style.top = `${Math.max(8, Math.min(top, innerHeight - Math.max(height, box.offsetHeight) - 8))}px`;
  }

  /** Heavy controls come later than the frame around them. */
  async #focus(): Promise<void> {
    for (let tries = 0; tries < 40 && !this.#isOver; tries++) {
      const control = this.renderRoot.querySelector<HTMLElement>(
        '.box input:not([type=hidden]):not([disabled]),.box textarea,.box select,.box [role=combobox],.box button',
      );
      if (control) return this.#start(control);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  async #start(control: HTMLElement): Promise<void> {
    control.focus();
    // A control may select its content once it has the focus; what was typed comes after that.
    await widgetAround(control)?.updateComplete;
    const isText = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement;
    if (!isText || control.matches('[type=checkbox],[type=radio]')) return;
    if (!this.text) return control.select();
    control.value = this.text;
    control.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    if (control.type === 'text') control.setSelectionRange(this.text.length, this.text.length);
    if (this.ending) this.#end(this.ending);
  }

  #changed(value: Json): void {
    this.#now = value;
    this.#isChanged = true;
    const { type, settings } = this.column.field;
    this.requestUpdate();
    if (!CHOSEN.has(type) || settings.multiple === true) return;
    clearTimeout(this.#chosen);
    this.#chosen = window.setTimeout(() => this.#end('stay'));
  }

  #end(go: EditStep, isKept = true): void {
    if (this.#isOver) return;
    // A control tidies what was typed when it is left.
    if (isKept && go !== 'none') deepActive()?.blur();
    if (this.#isOver) return;
    this.#isOver = true;
    const isOther = this.#isChanged && JSON.stringify(this.#now) !== JSON.stringify(this.value);
    const detail: EditEnd = isKept && isOther ? { value: this.#now, go } : { go };
    this.dispatchEvent(new CustomEvent('edit-end', { detail }));
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.key === 'Process') return;
    event.stopPropagation();
    if (event.defaultPrevented) return;
    const isText = event.composedPath()[0] instanceof HTMLTextAreaElement;
    if (event.key === 'Escape') return this.#take(event, 'stay', false);
    if (event.key === 'Enter' && !(isText && event.shiftKey)) return this.#take(event, 'down');
    if (event.key === 'Tab') this.#take(event, event.shiftKey ? 'left' : 'right');
  }

  #take(event: KeyboardEvent, go: EditStep, isKept = true): void {
    event.preventDefault();
    // While `blur` ends the edit as well, the key decides where to go.
    this.#going = go;
    this.#end(go, isKept);
  }

  #going: EditStep = 'none';

  #left(event: FocusEvent): void {
    const to = event.relatedTarget;
    if (this.#isOver || (to instanceof Node && this.renderRoot.contains(to))) return;
    if (this.#going !== 'none') return;
    // A press inside, on something that takes no focus, or the window losing it, does not end the edit.
    if (!to && (!document.hasFocus() || this.#isPressed)) return;
    setTimeout(() => {
      const active = this.shadowRoot?.activeElement;
      if (!active) this.#end(to ? 'none' : 'stay');
    });
  }

  #isPressed = false;

  protected override render(): TemplateResult {
    const { column } = this;
    const press = (isPressed: boolean) => {
      this.#isPressed = isPressed;
    };
    const control = this.isReady ? this.#control() : html`<span class="u-skel u-wait"></span>`;
    return html`<div class="u-pop box" popover="manual" role="group" aria-label=${column.label} @keydown=${this.#key} @focusout=${this.#left}
      @pointerdown=${() => press(true)} @pointerup=${() => press(false)} @mousedown=${(event: Event) => event.stopPropagation()}>${control}</div>`;
  }

  #control(): TemplateResult {
    const { column } = this;
    return renderControl(column.field, {
      key: 'cell',
      label: column.label,
      entity: this.entity,
      source: this.source,
      value: this.#isChanged ? this.#now : this.value,
      record: this.record,
      invalid: false,
      required: column.field.required,
      readOnly: false,
      describedBy: '',
      ...(this.allowed ? { allowed: this.allowed } : {}),
      onChange: (value) => this.#changed(value),
    });
  }
}

/** The widget an input belongs to. */
function widgetAround(control: HTMLElement): LitElement | undefined {
  for (let at = control.parentElement; at; at = at.parentElement)
    if (at instanceof LitElement) return at;
  return undefined;
}
