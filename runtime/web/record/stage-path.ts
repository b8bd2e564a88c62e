// A picklist as a path of stages: what is done, what is now, what is lost; a stage that may be chosen is a button.
import { html, nothing, type TemplateResult } from 'lit';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { say, t } from '../i18n/t.ts';
import { optionsOf } from '../widgets/format.ts';

export function stagePath(
  field: ClientField,
  entity: ClientEntity,
  value: unknown,
  allowed: readonly string[] | undefined,
  pick: ((value: string) => void) | undefined,
): TemplateResult {
  const all = optionsOf(field, entity).filter(
    (option) => !option.retired || option.value === value,
  );
  const current = all.find((option) => option.value === value);
  const canPick = (option: string) =>
    pick !== undefined && option !== value && (!allowed || allowed.includes(option));
  // A lost record shows its loss in the place of the win.
  const stages = all.filter((option) => option.outcome !== 'lost' || option === current);
  const at = stages.findIndex((option) => option.value === value);
  const shown =
    current?.outcome === 'lost' ? stages.filter((option) => option.outcome !== 'won') : stages;
  return html`<ol class="path" tabindex="0" aria-label=${say(field.label) || t('record.stage')}>${shown.map(
    (option, index) => {
      const isNow = option.value === value;
      const isDone = index < at && current?.outcome !== 'lost';
      const look = isNow
        ? option.outcome === 'lost'
          ? 'step-lost'
          : 'step-now'
        : isDone
          ? 'step-done'
          : '';
      const said = isNow ? t('record.stageCurrent') : isDone ? t('record.stageDone') : '';
      const text = html`<span>${say(option.label)}${said ? html`<span class="u-sr"> ${said}</span>` : nothing}</span>`;
      const content = canPick(option.value)
        ? html`<button type="button" class="step-pick" @click=${() => pick?.(option.value)}>${text}</button>`
        : text;
      return html`<li class="step ${look}" aria-current=${isNow ? 'step' : 'false'}>${content}</li>`;
    },
  )}</ol>`;
}
