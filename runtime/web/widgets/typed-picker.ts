// A text field with a button that opens something to pick from: what dates and periods share of looks and keys.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { inputText } from '../ui/choices.ts';
import { icon } from '../ui/icon.ts';

/** What the field says of itself. */
export interface PickerProps {
  readonly key: string;
  readonly label: string;
  readonly describedBy: string;
  readonly invalid: boolean;
  readonly required: boolean;
  readonly readOnly: boolean;
}

export interface Picker {
  /** What is typed and not yet taken; undefined: nothing. */
  readonly typed: string | undefined;
  readonly isOpen: boolean;
  /** Takes what is typed. */
  commit(): void;
  type(text: string): void;
  /** One day or period further or back. */
  nudge(by: number): void;
  open(): void;
  close(): void;
}

export interface PickerView extends Picker {
  readonly props: PickerProps;
  readonly shown: string;
  readonly placeholder: string;
  readonly hint?: string;
  /** Name of the button. */
  readonly opener: string;
  readonly panel: () => TemplateResult;
}

/** Escape closes what is open, and nothing around it. */
export function pickerEscape(event: KeyboardEvent, picker: Pick<Picker, 'isOpen' | 'close'>): void {
  if (event.key !== 'Escape' || event.isComposing || !picker.isOpen) return;
  event.preventDefault();
  event.stopPropagation();
  picker.close();
}

function pickerKey(event: KeyboardEvent, picker: PickerView): void {
  if (event.isComposing || picker.props.readOnly) return;
  if (event.key === 'Enter' && picker.typed !== undefined) {
    event.preventDefault();
    picker.commit();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    picker.commit();
    if (event.altKey) picker.open();
    else picker.nudge(event.key === 'ArrowDown' ? -1 : 1);
  } else pickerEscape(event, picker);
}

/** The field, its button and, while it is open, the panel. */
export function typedPicker(view: PickerView): TemplateResult {
  const { key, label, describedBy, invalid, required, readOnly } = view.props;
  const toggle = () => (view.isOpen ? view.close() : view.open());
  return html`<div class="u-box ${invalid ? 'u-box-bad' : ''} ${readOnly ? 'u-box-off' : ''}"><input id="f-${key}" class="u-num"
      type="text" autocomplete="off" placeholder=${view.placeholder} .value=${live(view.typed ?? view.shown)}
      title=${readOnly ? nothing : (view.hint ?? nothing)} ?readonly=${readOnly} aria-label=${label || nothing}
      aria-required=${required ? 'true' : nothing} aria-invalid=${invalid ? 'true' : nothing} aria-describedby=${describedBy || nothing}
      @input=${(event: Event) => view.type(inputText(event))} @keydown=${(event: KeyboardEvent) => pickerKey(event, view)}
      @blur=${() => view.commit()} @change=${(event: Event) => event.stopPropagation()}><button type="button" class="u-box-btn"
      aria-label=${view.opener} aria-expanded=${view.isOpen} ?disabled=${readOnly} @click=${toggle}>${icon('calendar')}</button></div>${
        view.isOpen ? view.panel() : nothing
      }`;
}
