// Switch, checkbox and segmented choice as native inputs.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

export interface Choice<V extends string> {
  value: V;
  label: string;
}

export interface SegmentedOptions<V extends string> {
  name: string;
  value: V | null;
  choices: readonly Choice<V>[];
  labelledBy?: string;
  label?: string;
  describedBy?: string;
  invalid?: boolean;
  disabled?: boolean;
  onChange(value: V): void;
}

/** The value of the input an event comes from; stops the event, whose place is taken by `value-change`. */
export function inputText(event: Event): string {
  event.stopPropagation();
  return (event.target as HTMLInputElement).value;
}

export function segmented<V extends string>(options: SegmentedOptions<V>): TemplateResult {
  const { name, value, choices, disabled = false } = options;
  return html`<div class="u-seg" role="radiogroup" id=${name}
    aria-labelledby=${options.labelledBy || nothing} aria-label=${options.label || nothing}
    aria-describedby=${options.describedBy || nothing} aria-invalid=${options.invalid ? 'true' : nothing}>
    ${choices.map(
      (
        choice,
      ) => html`<label><input type="radio" name=${`${name}-r`} .value=${choice.value} ?disabled=${disabled}
        .checked=${live(choice.value === value)}
        @change=${(event: Event) => {
          event.stopPropagation();
          options.onChange(choice.value);
        }}>${choice.label}</label>`,
    )}</div>`;
}
