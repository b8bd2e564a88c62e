// How a value looks when it is not edited: in a list cell, on a card, among the facts of a record. Base classes only.
import { html, nothing, type TemplateResult } from 'lit';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { dayNumber } from '../../../core/rules/dates.ts';
import { dateInZone, wallClock } from '../../../core/rules/zones.ts';
import { locale, say, t } from '../i18n/t.ts';
import { icon } from '../ui/icon.ts';
import { avatar, colourOf, tag } from '../ui/tag.ts';
import { compactNumber, formatValue, isEmpty, optionsOf } from './format.ts';
import { targetsOf } from './reference-targets.ts';
import type { WidgetSource } from './source.ts';

export type DisplayMode = 'cell' | 'card' | 'fact';
export interface Shown {
  field: ClientField;
  entity: ClientEntity;
  value: unknown;
  source: WidgetSource;
  mode: DisplayMode;
  /** The other values of the record, where they are at hand. */
  record?: Readonly<Record<string, unknown>>;
}
type Display = (shown: Shown) => TemplateResult | string;

const plain: Display = ({ field, value, source, entity }) =>
  formatValue(field, value, source, entity);
const listOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String);

const options: Display = ({ field, value, entity }) => {
  const known = optionsOf(field, entity);
  const isStage = known.some((option) => option.outcome !== undefined);
  const tags = listOf(value).map((each) => {
    const option = known.find((candidate) => candidate.value === each);
    return tag(say(option?.label, each), option?.colour ?? 'gray', isStage);
  });
  return tags.length === 1 ? html`${tags}` : html`<span class="u-tags">${tags}</span>`;
};

/** Lists show the node itself, the whole way stands in the title. */
const nodes: Display = ({ field, value, source, mode }) => {
  const isPrefixed = Array.isArray(field.settings.classifications);
  const tags = listOf(value).map((each) => {
    const colon = each.indexOf(':');
    const dimension = isPrefixed ? each.slice(0, colon) : String(field.settings.classification);
    const full =
      source.node(dimension, isPrefixed ? each.slice(colon + 1) : each, mode !== 'fact') ?? each;
    return { dimension, full, short: full.split(' / ').at(-1) ?? full };
  });
  if (!isPrefixed && tags.length === 1)
    return mode === 'fact'
      ? (tags[0]?.full ?? '')
      : html`<span title=${tags[0]?.full ?? ''}>${tags[0]?.short}</span>`;
  return html`<span class="u-tags">${tags.map(
    (each) =>
      html`<span title=${each.full}>${tag(each.short, isPrefixed ? colourOf(each.dimension) : 'gray')}</span>`,
  )}</span>`;
};

const user: Display = ({ value, source, field }) => {
  const name = source.name(targetsOf(field.type, field.settings)[0] ?? 'user', String(value));
  return name
    ? html`<span class="u-person">${avatar(name)}<span class="u-cut">${name}</span></span>`
    : '';
};

const reference: Display = ({ value, source, field, mode }) => {
  const isObject = value !== null && typeof value === 'object';
  const { entity, id } = isObject
    ? (value as { entity: string; id: string })
    : { entity: targetsOf(field.type, field.settings)[0] ?? '', id: String(value) };
  const name = source.name(entity, id) ?? '';
  if (field.type === 'department' || mode === 'card') return name;
  return html`<a class=${mode === 'fact' ? '' : 'u-cut'} href="/e/${entity}/${id}" tabindex=${mode === 'cell' ? -1 : nothing}>${name}</a>`;
};

const links: Display = ({ value, source, field }) => {
  const target = String(field.settings.entity);
  return html`<span class="u-tags">${listOf(value).map((id) => tag(source.name(target, id) ?? '…'))}</span>`;
};

const money: Display = ({ field, value, source, mode, entity }) => {
  const full = formatValue(field, value, source, entity);
  return mode === 'fact' ? full : html`<span title=${full}>${compactNumber(value)}</span>`;
};

function relativeDay(date: string, source: WidgetSource): string | undefined {
  const days = dayNumber(date) - dayNumber(source.today());
  if (Math.abs(days) > 120) return undefined;
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(days, 'day');
}

const date: Display = ({ value, source, mode }) => {
  const text = String(value);
  const near = relativeDay(text, source);
  if (mode === 'fact') return near ? html`${text} <span class="u-meta">${near}</span>` : text;
  return near ? html`<span title=${text}>${near}</span>` : text;
};

/** Hour and minute of a moment on the reader's clock. */
export function clockTime(moment: string, source: WidgetSource): string {
  return wallClock(moment, source.timeZone)?.slice(11, 16) ?? '';
}

export function shortMoment(moment: string, source: WidgetSource): string {
  const wall = wallClock(moment, source.timeZone);
  if (!wall) return moment;
  const day = dateInZone(moment, source.timeZone) ?? '';
  const days = dayNumber(day) - dayNumber(source.today());
  const time = wall.slice(11, 16);
  if (days === 0) return `${t('relative.today')} ${time}`;
  if (days === -1) return `${t('relative.yesterday')} ${time}`;
  return day.slice(0, 4) === source.today().slice(0, 4)
    ? `${day.slice(5)} ${time}`
    : `${day} ${time}`;
}

const datetime: Display = ({ value, source, mode }) => {
  const short = shortMoment(String(value), source);
  const wall = wallClock(String(value), source.timeZone)?.slice(0, 16).replace('T', ' ') ?? short;
  return mode === 'fact' ? wall : html`<span title=${wall}>${short}</span>`;
};

const flag: Display = ({ value }) =>
  value === true
    ? html`<span class="u-link-line">${icon('check')}${t('widget.yes')}</span>`
    : html`<span class="u-muted">${t('widget.no')}</span>`;

function linked(scheme: string): Display {
  return ({ value, mode }) => {
    const text = String(value);
    const shown = text.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
    if (mode === 'card') return shown;
    const isSafe = scheme !== '' || /^https?:\/\//i.test(text);
    if (!isSafe) return shown;
    return html`<a class=${mode === 'fact' ? '' : 'u-cut'} href="${scheme}${text}" tabindex=${mode === 'cell' ? -1 : nothing} rel="noopener noreferrer">${shown}</a>`;
  };
}

const files: Display = ({ value, source, mode, field }) => {
  const ids = listOf(value);
  if (mode !== 'fact')
    return html`<span class="u-link-line u-muted">${icon('paperclip', 'u-icon-s')}${ids.length}</span>`;
  const picture = (id: string) =>
    field.type === 'image'
      ? html`<img class="u-thumb" src=${source.fileUrl(id)} alt="">`
      : icon('paperclip', 'u-icon-s');
  return html`<span class="u-stack">${ids.map(
    (id) =>
      html`<a class="u-link-line" href=${source.fileUrl(id)}>${picture(id)}<span class="u-cut">${source.file(id)?.name ?? t('widget.download', { name: '' })}</span></a>`,
  )}</span>`;
};

const stars: Display = ({ value }) => {
  const count = Math.max(0, Math.min(10, Number(value) || 0));
  return html`<span class="u-star-on" role="img" aria-label=${String(count)}>${Array.from({ length: count }, () => icon('star', 'u-icon-s'))}</span>`;
};

const tags: Display = ({ value }) =>
  html`<span class="u-tags">${listOf(value).map((each) => tag(each, colourOf(each)))}</span>`;

const longText: Display = ({ value, mode, field }) => {
  if (mode !== 'fact') return String(value).replace(/\s+/g, ' ');
  if (field.type !== 'rich_text') return html`<span class="u-pre">${String(value)}</span>`;
  void import('./crm-markdown.ts');
  return html`<crm-markdown .text=${String(value)}></crm-markdown>`;
};

const signature: Display = ({ value, mode }) =>
  mode === 'fact'
    ? html`<img class="u-sign" src=${String(value)} alt=${t('widget.signed')}>`
    : icon('signature');

const address: Display = (shown) => {
  const { region, detail } = shown.value as { region: string | null; detail: string | null };
  const place = region
    ? (shown.source.node(String(shown.field.settings.classification ?? 'region_cn'), region) ??
      region)
    : '';
  const short = place.split(' / ').slice(0, 2).join(' · ');
  return shown.mode === 'fact'
    ? [place.replaceAll(' / ', ' '), detail].filter(Boolean).join(' ')
    : short || (detail ?? '');
};

const entityLabel: Display = ({ value, source }) =>
  say(source.head(String(value))?.label, String(value));

/** The sentence of a rule, made where it is shown; the record at hand names the entity. */
const ruleSentence: Display = ({ value, source, field, record }) => {
  void source.fetchElement('crm-rule-sentence');
  const about = String(record?.[String(field.settings.entityField ?? 'entity')] ?? '');
  return html`<crm-rule-sentence .source=${source} .rule=${value} .about=${about}></crm-rule-sentence>`;
};

/** By the field's own widget. */
const byWidget: Readonly<Record<string, Display>> = { entity: entityLabel, rule: ruleSentence };

/** By field type; a type that is not here shows its formatted text. */
const displays: Readonly<Record<string, Display>> = {
  picklist: options,
  classification: nodes,
  user,
  department: reference,
  reference,
  many_to_many: links,
  money,
  date,
  datetime,
  boolean: flag,
  email: linked('mailto:'),
  phone: linked('tel:'),
  url: linked(''),
  file: files,
  image: files,
  rating: stars,
  tags,
  long_text: longText,
  rich_text: longText,
  signature,
  address,
};

const RIGHT = new Set(['money', 'decimal', 'integer', 'percent', 'duration', 'rollup']);

export function isRightAligned(field: ClientField): boolean {
  const returns = field.settings.returns;
  return (
    RIGHT.has(field.type) ||
    (field.type === 'formula' && (returns === 'decimal' || returns === 'integer'))
  );
}

export function display(shown: Shown): TemplateResult | string | typeof nothing {
  if (isEmpty(shown.value)) return nothing;
  const isMasked = shown.field.right === 'masked' && typeof shown.value === 'string';
  const { type, settings } = shown.field;
  const look = byWidget[String(settings.widget)] ?? displays[type] ?? plain;
  return isMasked ? String(shown.value) : look(shown);
}
