// Checks a form before it is sent: required fields, then what each field type says of its value. The server checks again.
import { fillText, problemText } from '../../../core/errors.ts';
import type { Json } from '../../../core/fields/field-type.ts';
import { fieldType } from '../../../core/fields/registry.ts';
import type { ClientField } from '../../../core/model/client.ts';
import { locale, say, t } from '../i18n/t.ts';
import { isEmpty } from '../widgets/format.ts';
import type { Errors, FormState } from './form-state.ts';
import type { ValueValidator } from './value-validator.ts';

/** The canonical value, or what is wrong with it. */
export function checkValue(field: ClientField, value: Json): { value: Json } | { error: string } {
  const type = fieldType(field.type);
  const isKept = field.type === 'masked_text' && typeof value === 'string' && value.includes('*');
  if (isEmpty(value) || !type || isKept) return { value: isEmpty(value) ? null : value };
  const parsed = type.normalise(value, field.settings);
  if ('value' in parsed) return { value: parsed.value };
  const own = say((field.settings.patternMessage ?? undefined) as never);
  const isPattern = parsed.problem.code === 'value.pattern';
  return {
    error: isPattern && own ? fillText(own) : problemText({ ...parsed.problem, at: '' }, locale()),
  };
}

export function checkField(state: FormState, field: ClientField): string | undefined {
  if (state.isReadOnly(field)) return undefined;
  const value = state.values[field.name] ?? null;
  if (isEmpty(value))
    return state.isRequired(field) ? t('form.required', { field: say(field.label) }) : undefined;
  const checked = checkValue(field, value);
  return 'error' in checked ? checked.error : undefined;
}

/** Broken rules of the entity: at their field where it is shown, else as texts of the whole form. */
export function checkRules(state: FormState): { errors: Errors; general: string[] } {
  const shown = new Set(state.shownFields().map((field) => field.name));
  const errors: Errors = {};
  const general: string[] = [];
  for (const { field, message } of state.brokenRules()) {
    if (shown.has(field)) errors[field] ??= say(message);
    else general.push(say(message));
  }
  return { errors, general };
}

/** Errors of all shown fields; values are made canonical on the way. */
export function checkForm(state: FormState, schema: ValueValidator | undefined): Errors {
  const errors: Errors = {};
  for (const field of state.shownFields()) {
    const error = checkField(state, field);
    if (error) errors[field.name] = error;
    else normaliseInto(state, field);
  }
  if (schema)
    for (const [name, text] of Object.entries(schema(state.patch()))) {
      const field = state.entity.fields[name];
      if (field && !state.isReadOnly(field)) errors[name] ??= text;
    }
  return errors;
}

function normaliseInto(state: FormState, field: ClientField): void {
  const value = state.values[field.name];
  if (isEmpty(value) || state.isReadOnly(field)) return;
  const checked = checkValue(field, value ?? null);
  if ('value' in checked) state.values = { ...state.values, [field.name]: checked.value };
}
