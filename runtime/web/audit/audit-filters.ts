// What the change log is narrowed by: who, when, which kind of record, what was done, which field, which record.
import { html, type TemplateResult } from 'lit';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { startOfDate } from '../../../core/rules/zones.ts';
import { currentModel, source } from '../app/session.ts';
import { say, t } from '../i18n/t.ts';
import type { TextKey } from '../i18n/zh-cn.ts';
import { actionText, KNOWN_ACTIONS } from '../record/history-entry.ts';
import { inputText } from '../ui/choices.ts';
import { renderControl } from '../widgets/registry.ts';

export interface AuditQuery {
  actor?: string;
  entity?: string;
  action?: string;
  field?: string;
  record?: string;
  /** Dates, both included. */
  from?: string;
  until?: string;
}

export interface FilterState {
  readonly query: AuditQuery;
  /** Definition of people, for the control that finds one. */
  readonly people: ClientEntity;
  /** Definition of the chosen kind of record. */
  readonly entity: ClientEntity | undefined;
  onChange(query: AuditQuery): void;
}

/** The query as the server takes it: days become moments in the reader's time zone. */
export function serverQuery({
  from,
  until,
  ...rest
}: AuditQuery): Record<string, string | undefined> {
  const start = (date: string | undefined) =>
    date ? (startOfDate(date, source.timeZone) ?? undefined) : undefined;
  const dayAfter = until && new Date(Date.parse(`${until}T00:00:00Z`) + 86_400_000).toISOString();
  return { ...rest, from: start(from), until: start(dayAfter?.slice(0, 10)) };
}

function control(
  state: FilterState,
  name: 'actor' | 'from' | 'until',
  label: TextKey,
  type: string,
) {
  const text = t(label);
  const field = {
    name,
    type,
    label: { 'zh-CN': text, en: text },
    settings: {},
    right: 'write',
    required: false,
  } as unknown as ClientField;
  const shown = renderControl(field, {
    key: `audit-${name}`,
    label: text,
    entity: state.people,
    source,
    value: state.query[name] ?? null,
    record: {},
    invalid: false,
    required: false,
    readOnly: false,
    describedBy: '',
    onChange: (value) =>
      state.onChange({ ...state.query, [name]: typeof value === 'string' ? value : undefined }),
  });
  return html`<div class="filter"><label for="f-audit-${name}">${text}</label>${shown}</div>`;
}

function choice(
  state: FilterState,
  name: 'entity' | 'action' | 'field',
  label: TextKey,
  options: readonly (readonly [string, string])[],
): TemplateResult {
  const changed = (event: Event) => {
    const value = inputText(event) || undefined;
    const other = name === 'entity' ? { field: undefined } : {};
    state.onChange({ ...state.query, ...other, [name]: value });
  };
  return html`<div class="filter"><label for="audit-${name}">${t(label)}</label><select class="u-input" id="audit-${name}" @change=${changed}>
    <option value="">${t('audit.any')}</option>${options.map(
      ([value, text]) =>
        html`<option value=${value} .selected=${state.query[name] === value}>${text}</option>`,
    )}</select></div>`;
}

/** The row of filters. */
export function auditFilters(state: FilterState): TemplateResult {
  const entities = Object.values(currentModel()?.entities ?? {})
    .map(({ name, label }) => [name, say(label, name)] as const)
    .sort((a, b) => a[1].localeCompare(b[1]));
  const fields = Object.values(state.entity?.fields ?? {})
    .filter((field) => !field.system)
    .map(({ name, label }) => [name, say(label, name)] as const);
  const actions = KNOWN_ACTIONS.map((action) => [action, actionText(action)] as const);
  const recordTyped = (event: Event) =>
    state.onChange({ ...state.query, record: inputText(event).trim() || undefined });
  return html`<div class="filters">${control(state, 'actor', 'audit.who', 'user')}${control(state, 'from', 'audit.from', 'date')}${control(state, 'until', 'audit.until', 'date')}${choice(state, 'entity', 'audit.entity', entities)}${choice(state, 'action', 'audit.action', actions)}${
    state.entity ? choice(state, 'field', 'audit.field', fields) : ''
  }<div class="filter"><label for="audit-record">${t('audit.record')}</label><input class="u-input" id="audit-record" autocomplete="off" spellcheck="false" .value=${state.query.record ?? ''} @change=${recordTyped}></div></div>`;
}
