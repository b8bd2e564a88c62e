// One condition of the filter panel: field, operator and the controls of its values.
import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import type { ComboItem, ComboPage } from '../ui/combo-types.ts';
import '../ui/crm-combo.ts';
import { icon } from '../ui/icon.ts';
import { renderControl } from '../widgets/registry.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { controlField, fieldLabel, filterFields, kindOf } from './filter-fields.ts';
import { type FilterInput, type FilterOperator, operatorsOf } from './filter-operators.ts';
import { reachedBy } from './filter-reach.ts';
import { type Condition, fieldOf, isComplete, operatorOf } from './filter-rule.ts';

export interface FilterRow {
  condition: Condition;
  /** Place among the rows, from 0. */
  index: number;
  /** How it is called among all: "2.1" stands in the second group. */
  number: string;
  join: 'and' | 'or';
  entity: ClientEntity;
  source: WidgetSource;
  /** The entity once the fields over its references are known. */
  whole(): Promise<ClientEntity>;
  /** Said of a rule that has no row of its own. */
  words: string;
  onChange(changed: Condition): void;
  onRemove(): void;
}

/** Values survive a change of operator while the next one takes the same. */
function valuesFor(input: FilterInput, before: FilterInput, values: readonly Json[]): Json[] {
  if (input === before || (input === 'two' && before === 'one')) return [...values];
  if (input === 'one' && before === 'two') return values.slice(0, 1);
  const [first] = values;
  if (input === 'many' && before === 'one' && first) return [[first]];
  if (input === 'one' && before === 'many' && Array.isArray(first)) return [first[0] ?? null];
  return [];
}

type Whole = FilterRow['whole'];

function fieldSearch(whole: Whole): (text: string) => Promise<ComboPage> {
  return async (text) => {
    const entity = await whole();
    const wanted = text.normalize('NFKC').toLowerCase();
    const items = filterFields(entity)
      .map((field): ComboItem => {
        const by = reachedBy(entity, field);
        const item = { id: field.name, label: fieldLabel(field) };
        return by ? { ...item, group: fieldLabel(by) } : item;
      })
      .filter(({ id, label }) => `${label} ${id}`.toLowerCase().includes(wanted));
    return { items, next: null };
  };
}

const searches = new WeakMap<Whole, (text: string) => Promise<ComboPage>>();

function searchOf(whole: Whole): (text: string) => Promise<ComboPage> {
  const known = searches.get(whole) ?? fieldSearch(whole);
  searches.set(whole, known);
  return known;
}

function fieldPick({ condition, entity, whole, onChange }: FilterRow): TemplateResult {
  const field = fieldOf(entity, condition.path);
  const chosen = field ? [{ id: field.name, label: fieldLabel(field) }] : [];
  return html`<crm-combo class="pick" .key="c${condition.id}" .label=${t('filter.field')} .chosen=${chosen} .search=${searchOf(whole)}
    .required=${true} .placeholder=${t('filter.field')} @value-change=${(
      event: CustomEvent<{ value: ComboItem[] }>,
    ) => {
      event.stopPropagation();
      const path = event.detail.value[0]?.id ?? '';
      const picked = fieldOf(entity, path);
      if (!picked || path === condition.path) return;
      const first = operatorsOf(kindOf(picked))[0];
      onChange({ ...condition, path, operator: first?.name ?? '', values: [] });
    }}></crm-combo>`;
}

function operatorPick(
  { condition, onChange }: FilterRow,
  field: ClientField,
  current: FilterOperator,
): TemplateResult {
  const offered = operatorsOf(kindOf(field));
  const picked = (event: Event) => {
    const name = inputText(event);
    const next = offered.find((each) => each.name === name);
    if (!next) return;
    const values = valuesFor(next.input, current.input, condition.values);
    onChange({ ...condition, operator: name, values });
  };
  return html`<select class="u-input op" aria-label=${t('filter.operator')} @change=${picked}>${offered.map(
    ({ name, label }) =>
      html`<option value=${name} .selected=${name === current.name}>${t(label)}</option>`,
  )}</select>`;
}

function control(
  row: FilterRow,
  field: ClientField,
  input: FilterInput,
  at: number,
): TemplateResult {
  const { condition, entity, source, onChange } = row;
  const values = condition.values;
  const value = values[at] ?? null;
  const label = input === 'two' ? t(at === 0 ? 'filter.from' : 'filter.to') : t('filter.value');
  const isWrong = value !== null && values.length > at && !isComplete(condition, entity);
  const isWaiting =
    input === 'two' && [values[0], values[1]].some((end) => end === null || end === undefined);
  return renderControl(controlField(field, input), {
    key: `c${condition.id}-${at}`,
    label: input === 'days' ? t('filter.days') : label,
    entity,
    source,
    value,
    record: {},
    invalid: isWrong && !isWaiting,
    required: false,
    readOnly: false,
    describedBy: '',
    onChange: (changed) => {
      const next = at === 0 ? [changed, values[1] ?? null] : [values[0] ?? null, changed];
      onChange({ ...condition, values: input === 'two' ? next : next.slice(0, 1) });
    },
  });
}

function valuePart(row: FilterRow, field: ClientField, { input }: FilterOperator): TemplateResult {
  if (input === 'none') return html`<span class="gap"></span>`;
  // Another field or kind of value is another control, with nothing half-typed in it.
  const identity = `${row.condition.path} ${input}`;
  if (input !== 'two')
    return html`<div class="val">${keyed(identity, control(row, field, input, 0))}</div>`;
  return html`<div class="val ends">${keyed(
    identity,
    html`<div>${control(row, field, input, 0)}</div><div>${control(row, field, input, 1)}</div>`,
  )}</div>`;
}

function parts(row: FilterRow): TemplateResult {
  const { condition, entity } = row;
  if (condition.other !== undefined)
    return html`<span class="rest"><span class="u-cut">${row.words}</span></span>`;
  const field = fieldOf(entity, condition.path);
  const operator = operatorOf(entity, condition);
  return html`${fieldPick(row)}${
    field && operator
      ? html`${operatorPick(row, field, operator)}${valuePart(row, field, operator)}`
      : html`<span class="gap"></span><span class="gap"></span>`
  }`;
}

export function filterRow(row: FilterRow): TemplateResult {
  const { number } = row;
  const joint = row.join === 'and' ? t('filter.and') : t('filter.or');
  return html`<div class="cond" role="group" data-row=${row.condition.id} aria-label=${t('filter.condition', { number })}><span class="word" aria-hidden="true">${
    row.index === 0 ? t('filter.where') : joint
  }</span>${parts(row)}<button type="button" class="u-btn u-btn-ghost u-btn-icon drop" aria-label=${t('filter.remove', { number })}
    title=${t('filter.remove', { number })} @click=${row.onRemove}>${icon('x')}</button></div>`;
}
