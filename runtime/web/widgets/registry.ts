// The one table of edit controls, by the widget name of the field or its type. Common ones are loaded with the form, heavy ones
// when first shown.
import { html, type TemplateResult } from 'lit';
import { html as staticHtml, unsafeStatic } from 'lit/static-html.js';
import { fieldType } from '../../../core/fields/registry.ts';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import type { ControlProps } from './control.ts';
import './crm-widget-computed.ts';
import './crm-widget-contact.ts';
import './crm-widget-date.ts';
import './crm-widget-number.ts';
import './crm-widget-picklist.ts';
import './crm-widget-reference.ts';
import './crm-widget-switch.ts';
import './crm-widget-text.ts';
import './crm-widget-textarea.ts';
import { later } from '../i18n/later.ts';
import { isSegmented } from './crm-widget-picklist.ts';
import { optionsOf } from './format.ts';
import type { WidgetSource } from './source.ts';

interface WidgetEntry {
  tag: string;
  load?: (source: WidgetSource) => Promise<unknown>;
  /** A group of inputs: its frame is a named group, not a label. */
  group?: boolean | ((field: ClientField, entity: ClientEntity) => boolean);
  /** Takes the whole row of a form. */
  wide?: boolean;
}

const datetime = () => import('./crm-widget-datetime.ts');
const file = () => later(() => import('./crm-widget-file.ts'));
const computed: WidgetEntry = { tag: 'crm-widget-computed' };
const text: WidgetEntry = { tag: 'crm-widget-text' };
const contact: WidgetEntry = { tag: 'crm-widget-contact' };
const number: WidgetEntry = { tag: 'crm-widget-number' };
const reference: WidgetEntry = { tag: 'crm-widget-reference' };

export const widgets: Readonly<Record<string, WidgetEntry>> = {
  text,
  email: contact,
  phone: contact,
  url: contact,
  uscc: text,
  long_text: { tag: 'crm-widget-textarea', wide: true },
  rich_text: {
    tag: 'crm-widget-markdown',
    load: () => later(() => import('./crm-widget-markdown.ts')),
    group: true,
    wide: true,
  },
  integer: number,
  decimal: number,
  money: number,
  percent: number,
  boolean: { tag: 'crm-widget-switch' },
  date: { tag: 'crm-widget-date' },
  datetime: { tag: 'crm-widget-datetime', load: datetime },
  time: { tag: 'crm-widget-time', load: () => import('./crm-widget-time.ts') },
  period: { tag: 'crm-widget-period', load: () => later(() => import('./crm-widget-period.ts')) },
  duration: { tag: 'crm-widget-duration', load: () => import('./crm-widget-duration.ts') },
  picklist: {
    tag: 'crm-widget-picklist',
    group: (field, entity) =>
      isSegmented(field.required, field.settings.multiple === true, optionsOf(field, entity)),
  },
  classification: {
    tag: 'crm-widget-classification',
    load: () => import('./crm-widget-classification.ts'),
  },
  reference,
  user: reference,
  department: reference,
  many_to_many: { tag: 'crm-widget-links', load: () => import('./crm-widget-links.ts') },
  lines: {
    tag: 'crm-widget-lines',
    load: () => later(() => import('./crm-widget-lines.ts')),
    group: true,
    wide: true,
  },
  file: { tag: 'crm-widget-file', load: file, group: true },
  image: { tag: 'crm-widget-file', load: file, group: true },
  address: {
    tag: 'crm-widget-address',
    load: () => later(() => import('./crm-widget-address.ts')),
    group: true,
    wide: true,
  },
  geo: { tag: 'crm-widget-geo', load: () => later(() => import('./crm-widget-geo.ts')) },
  rating: { tag: 'crm-widget-rating', load: () => import('./crm-widget-rating.ts'), group: true },
  colour: { tag: 'crm-widget-colour', load: () => later(() => import('./crm-widget-colour.ts')) },
  tags: { tag: 'crm-widget-tags', load: () => import('./crm-widget-tags.ts') },
  json: {
    tag: 'crm-widget-json',
    load: () => later(() => import('./crm-widget-json.ts')),
    wide: true,
  },
  signature: {
    tag: 'crm-widget-signature',
    load: () => later(() => import('./crm-widget-signature.ts')),
    group: true,
  },
  entity: { tag: 'crm-widget-entity', load: () => import('./crm-widget-entity.ts') },
  rule: {
    tag: 'crm-widget-rule',
    load: (source) => source.fetchElement('crm-widget-rule'),
    group: true,
    wide: true,
  },
  masked_text: {
    tag: 'crm-widget-masked',
    load: () => later(() => import('./crm-widget-masked.ts')),
  },
};

function entryOf(field: ClientField): WidgetEntry {
  const type = fieldType(field.type);
  if (!type || field.computed || type.computed) return computed;
  const { widget = type.widget } = field.settings;
  return widgets[String(widget)] ?? text;
}

export function isGroup(field: ClientField, entity: ClientEntity): boolean {
  const { group = false } = entryOf(field);
  return typeof group === 'function' ? group(field, entity) : group;
}

export function isWide(field: ClientField): boolean {
  return entryOf(field).wide ?? false;
}

function element(tagName: string, field: ClientField, props: ControlProps): TemplateResult {
  const tag = unsafeStatic(tagName);
  const changed = (event: CustomEvent<{ value: Parameters<ControlProps['onChange']>[0] }>) => {
    event.stopPropagation();
    props.onChange(event.detail.value);
  };
  return staticHtml`<${tag} .key=${props.key} .label=${props.label} .field=${field} .entity=${props.entity} .source=${props.source}
    .value=${props.value} .record=${props.record} .invalid=${props.invalid} .required=${props.required} .readOnly=${props.readOnly}
    .describedBy=${props.describedBy} .allowed=${props.allowed} .errors=${props.errors ?? {}} .controls=${renderControl} @value-change=${changed}></${tag}>`;
}

/** The control of a field; a heavy one shows a placeholder until its module is there. */
export function renderControl(field: ClientField, props: ControlProps): TemplateResult {
  const entry = entryOf(field);
  const control = element(entry.tag, field, props);
  if (!entry.load) return control;
  if (!customElements.get(entry.tag)) void entry.load(props.source);
  // The placeholder goes by itself when the element is defined (`:defined + .u-wait`).
  return html`${control}<span class="u-skel u-wait"></span>`;
}
