// The frame of a field: label, control, then error or help. Ids are `f-<key>`, `-l` (label), `-e` (error), `-h` (help).
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

export interface FieldFrame {
  key: string;
  label: string;
  required?: boolean;
  help?: string;
  error?: string;
  /** The control is a group of inputs: the frame becomes a group named by its label. */
  group?: boolean;
  control: TemplateResult;
}

export function describedBy(key: string, error?: string, help?: string): string {
  if (error) return `f-${key}-e`;
  return help ? `f-${key}-h` : '';
}

function note({ key, error, help }: FieldFrame): TemplateResult | typeof nothing {
  if (error)
    return html`<p class="u-error" id="f-${key}-e">${icon('circle-alert', 'u-icon-s')}<span>${error}</span></p>`;
  return help ? html`<p class="u-help" id="f-${key}-h">${help}</p>` : nothing;
}

export function fieldFrame(frame: FieldFrame): TemplateResult {
  const { key, label, required, group } = frame;
  const star = required ? html`<span class="u-star" aria-hidden="true">*</span>` : nothing;
  if (group)
    return html`<div class="u-field" role="group" aria-labelledby="f-${key}-l" aria-describedby=${describedBy(key, frame.error, frame.help) || nothing}>
      <span class="u-label" id="f-${key}-l">${label}${star}</span>${frame.control}${note(frame)}</div>`;
  return html`<div class="u-field">
    <label class="u-label" id="f-${key}-l" for="f-${key}">${label}${star}</label>${frame.control}${note(frame)}</div>`;
}
