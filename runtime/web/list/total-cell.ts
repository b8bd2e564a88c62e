// One cell of the totals under a list: what is totalled, its value, and the menu to choose another.
import { html, type TemplateResult } from 'lit';
import { locale, t } from '../i18n/t.ts';
import '../ui/crm-menu.ts';
import type { MenuItem } from '../ui/crm-menu.ts';
import type { Column } from '../views/columns.ts';
import { compactNumber, formatValue } from '../widgets/format.ts';
import type { WidgetSource } from '../widgets/source.ts';
import type { ListController } from './list-controller.ts';
import type { TotalKind } from './list-definition.ts';
import { type ListTotals, totalsOf } from './list-totals.ts';

const LABELS = {
  sum: 'total.sum',
  avg: 'total.avg',
  min: 'total.min',
  max: 'total.max',
  count: 'total.count',
} as const;

function kindOf(list: ListController, { path }: Column): TotalKind | undefined {
  return list.definition.columns.find((each) => each.path === path)?.total;
}

export function totalItems(list: ListController, column: Column): MenuItem[] {
  const now = kindOf(list, column);
  return totalsOf(column).map((kind) => ({
    label: t(LABELS[kind]),
    icon: 'sigma',
    checked: kind === now,
    run: () => list.total(column.path, kind === now ? undefined : kind),
  }));
}

function valueText(column: Column, kind: TotalKind, value: unknown, source: WidgetSource): string {
  if (value === null || value === undefined) return '–';
  if (kind === 'count') return Number(value).toLocaleString(locale());
  const { field, entity } = column;
  if (field.type === 'money' || Math.abs(Number(value)) >= 1e6) return compactNumber(value);
  if (kind === 'avg') return Number(value).toLocaleString(locale(), { maximumFractionDigits: 2 });
  return formatValue(field, value, source, entity);
}

export function totalCell(
  list: ListController,
  totals: ListTotals,
  index: number,
  source: WidgetSource,
): TemplateResult {
  const column = list.columns[index];
  if (!column || totalsOf(column).length === 0) return html``;
  const kind = kindOf(list, column);
  const value = kind ? valueText(column, kind, totals.values.get(column.path), source) : '';
  const text = kind ? `${t(LABELS[kind])} ${value}` : '';
  return html`<crm-menu class="total-menu" look="total-b" .items=${totalItems(list, column)} .text=${text} .icon=${kind ? '' : 'sigma'} .stop=${-1}
    .label=${t('total.of', { name: column.label })}></crm-menu>`;
}
