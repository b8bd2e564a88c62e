// What a form holds: values, what was there before, problems; and what the rules make of it: visible, required,
// read-only, allowed options. Pure except for the rules it is given; the element renders it.
import type { ShownProblem } from '../../../core/errors.ts';
import type { Json } from '../../../core/fields/field-type.ts';
import type {
  ClientEntity,
  ClientField,
  ClientLayout,
  ClientLayoutSection,
  ClientRecordType,
  Text,
} from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { isEmpty } from '../widgets/format.ts';
import type { FormRules } from './form-rules.ts';
import { sameValue } from './merge.ts';

export type Values = Record<string, Json>;
export type Errors = Record<string, string>;
export interface PlacedField {
  field: ClientField;
  span: number;
}
export interface ShownSection {
  section: ClientLayoutSection;
  fields: PlacedField[];
}

export interface FormStart {
  entity: ClientEntity;
  layout: ClientLayout;
  rules: FormRules;
  values: Values;
  isNew: boolean;
}

export class FormState {
  readonly entity: ClientEntity;
  readonly layout: ClientLayout;
  readonly isNew: boolean;
  readonly #rules: FormRules;
  /** Fields a new record begins with that have no place on the form: they are sent all the same. */
  readonly #unplaced: readonly string[];
  original: Values;
  values: Values;
  errors: Errors = {};
  /** Problems inside line fields: field → line → field → text. */
  lineErrors: Record<string, Record<string, Errors>> = {};

  constructor(start: FormStart) {
    this.entity = start.entity;
    this.layout = start.layout;
    this.isNew = start.isNew;
    this.#rules = start.rules;
    const placed = new Set(start.layout.sections.flatMap((each) => each.fields.map((f) => f.name)));
    this.#unplaced = start.isNew
      ? Object.keys(start.values).filter((name) => !placed.has(name))
      : [];
    this.original = start.isNew ? {} : { ...start.values };
    this.values = { ...start.values };
    if (start.isNew) this.#fillDefaults();
    this.#compute();
    const computed = Object.values(this.entity.fields).filter((field) => field.type === 'formula');
    for (const { name } of computed) this.original[name] = this.values[name] ?? null;
  }

  #fillDefaults(): void {
    const types = Object.values(this.entity.recordTypes);
    const first = types.find((type) => type.default) ?? types[0];
    if (first && isEmpty(this.values.record_type)) this.values.record_type = first.name;
    for (const field of Object.values(this.entity.fields)) {
      if (field.default === undefined || !isEmpty(this.values[field.name]) || field.computed)
        continue;
      const value = this.#value(field.default as Rule);
      if (!isEmpty(value)) this.values[field.name] = value as Json;
    }
    this.original = { ...this.values };
  }

  /** Formulas follow what is typed, as far as the browser can tell. */
  #compute(): void {
    for (const field of Object.values(this.entity.fields)) {
      if (field.type !== 'formula') continue;
      const value = this.#rules.formula(field, this.values);
      if (value !== undefined) this.values = { ...this.values, [field.name]: value };
    }
  }

  get recordType(): ClientRecordType | undefined {
    return this.entity.recordTypes[String(this.values.record_type ?? '')];
  }

  #value(rule: Rule): Json | undefined {
    return this.#rules.value(rule, this.values, this.original, this.isNew);
  }

  /** A condition that is not there holds; one the browser cannot decide is left to the server (`otherwise`). */
  #holds(rule: unknown, otherwise: boolean): boolean {
    if (rule === undefined) return otherwise;
    const value = this.#value(rule as Rule);
    return value === undefined ? otherwise : value === true;
  }

  isVisible(field: ClientField): boolean {
    return !this.recordType?.hidden.includes(field.name) && this.#holds(field.visibleWhen, true);
  }

  isRequired(field: ClientField): boolean {
    const always = field.required || (this.recordType?.required.includes(field.name) ?? false);
    return always || this.#holds(field.requiredWhen, false);
  }

  isReadOnly(field: ClientField): boolean {
    const never = field.right !== 'write' || field.computed || field.readOnly === true;
    const isSystem = field.system && !['owner', 'department', 'record_type'].includes(field.name);
    return never || isSystem || this.#holds(field.readOnlyWhen, false);
  }

  allowed(field: ClientField): readonly string[] | undefined {
    const byType = this.recordType?.options[field.name];
    const byRule =
      field.optionsWhen === undefined ? undefined : this.#value(field.optionsWhen as Rule);
    if (!Array.isArray(byRule)) return byType;
    const list = byRule.map(String);
    return byType ? list.filter((value) => byType.includes(value)) : list;
  }

  sections(tab?: string): ShownSection[] {
    const first = this.layout.tabs[0]?.name;
    return this.layout.sections
      .filter((section) => !tab || (section.tab ?? first) === tab)
      .filter((section) => this.#holds(section.visibleWhen, true))
      .map((section) => ({ section, fields: this.#placed(section) }))
      .filter(({ fields }) => fields.length > 0);
  }

  #placed(section: ClientLayoutSection): PlacedField[] {
    return section.fields.flatMap((placed) => {
      const field = this.entity.fields[placed.name];
      if (!field || !this.isVisible(field) || !this.#holds(placed.visibleWhen, true)) return [];
      const own = placed.label ? { ...field, label: placed.label } : field;
      return [{ field: own, span: placed.span }];
    });
  }

  tabs(): ClientLayout['tabs'] {
    return this.layout.tabs.filter(
      (tab) => this.#holds(tab.visibleWhen, true) && this.sections(tab.name).length > 0,
    );
  }

  /** Every field on the form now, in order. */
  shownFields(): ClientField[] {
    return this.sections().flatMap(({ fields }) => fields.map(({ field }) => field));
  }

  /** Texts of the entity's blocking rules that do not hold, by field ('' for the record as a whole). */
  brokenRules(): { field: string; message: Text }[] {
    const event = this.isNew ? 'create' : 'update';
    return Object.values(this.entity.rules)
      .filter((rule) => rule.severity === 'block' && rule.on.includes(event))
      .filter((rule) => this.#holds(rule.when, true) && this.#value(rule.check) === false)
      .map((rule) => ({ field: (rule.at ?? '').replace(/^\//, ''), message: rule.message }));
  }

  set(name: string, value: Json): void {
    this.values = { ...this.values, [name]: value };
    this.#compute();
    const { [name]: _, ...others } = this.errors;
    this.errors = others;
    const { [name]: __, ...lines } = this.lineErrors;
    this.lineErrors = lines;
  }

  /** The same record and changes with only some fields on the form. */
  narrowed(names: readonly string[]): FormState {
    const fields = names.map((name) => ({ name, span: 1 }));
    const main = { name: 'main', columns: 1, collapsed: false, fields };
    const layout = { ...this.layout, tabs: [], sections: [main] };
    const { entity, original, isNew } = this;
    const form = new FormState({ entity, layout, rules: this.#rules, values: original, isNew });
    for (const name of names) form.set(name, this.values[name] ?? null);
    form.errors = { ...this.errors };
    return form;
  }

  /** Stands on another stored version from now on; `changes` stay typed. */
  rebase(stored: Values, changes: Values): void {
    this.values = { ...stored };
    this.#compute();
    this.original = { ...this.values };
    this.values = { ...this.values, ...changes };
    this.#compute();
  }

  get isDirty(): boolean {
    const names = new Set([...Object.keys(this.values), ...Object.keys(this.original)]);
    return [...names].some((name) => !sameValue(this.values[name], this.original[name]));
  }

  /** What a save sends: changed values of fields that are shown and may be written (all of them when new). */
  patch(): Values {
    const patch: Values = {};
    const fields = this.shownFields().filter((field) => !this.isReadOnly(field));
    for (const name of ['record_type', ...this.#unplaced]) {
      const field = this.entity.fields[name];
      if (field && !fields.includes(field) && !this.isReadOnly(field)) fields.push(field);
    }
    for (const { name } of fields) {
      const value = this.values[name] ?? null;
      if (this.isNew ? !isEmpty(value) : !sameValue(value, this.original[name]))
        patch[name] = value;
    }
    return patch;
  }

  /** Problems of a refused save, by field; what belongs to no shown field comes back. */
  takeProblems(problems: readonly ShownProblem[]): ShownProblem[] {
    const shown = new Set(this.shownFields().map((field) => field.name));
    const others: ShownProblem[] = [];
    for (const problem of problems) {
      const [, name = '', line, inner] = problem.at.split('/');
      if (!shown.has(name)) others.push(problem);
      else if (line !== undefined && inner !== undefined)
        this.#lineError(name, line, inner, problem.message);
      else this.errors = { ...this.errors, [name]: this.errors[name] ?? problem.message };
    }
    return others;
  }

  #lineError(name: string, line: string, inner: string, message: string): void {
    const lines = this.lineErrors[name] ?? {};
    this.lineErrors = {
      ...this.lineErrors,
      [name]: { ...lines, [line]: { ...lines[line], [inner]: message } },
    };
  }

  errorCount(fields: readonly PlacedField[]): number {
    return fields.filter(({ field }) => this.errors[field.name] || this.lineErrors[field.name])
      .length;
  }
}
