// A picklist as a path of stages: what is done, what is now, what is lost.
import { html, type TemplateResult } from 'lit';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { say, t } from '../i18n/t.ts';
import { optionsOf } from '../widgets/format.ts';

export function stagePath(
  field: ClientField,
  entity: ClientEntity,
  value: unknown,
): TemplateResult {
  const all = optionsOf(field, entity).filter(
    (option) => !option.retired || option.value === value,
  );
  const current = all.find((option) => option.value === value);
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
      return html`<li class="step ${look}" aria-current=${isNow ? 'step' : 'false'}><span>${say(option.label)}${
        said ? html`<span class="u-sr"> ${said}</span>` : ''
      }</span></li>`;
    },
  )}</ol>`;
}
