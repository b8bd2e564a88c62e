// A group of the filter panel: whether all or any must hold, its conditions, and groups inside it.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import { t } from '../i18n/t.ts';
import { segmented } from '../ui/choices.ts';
import { icon } from '../ui/icon.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { filterRow } from './filter-row.ts';
import { type Group, isGroup, MOST_DEPTH, type Part } from './filter-rule.ts';
import type { FilterWords } from './filter-words.ts';

export interface GroupView {
  group: Group;
  /** 1: the filter itself. */
  depth: number;
  /** "1.2": where it stands among the groups. */
  name: string;
  entity: ClientEntity;
  source: WidgetSource;
  whole(): Promise<ClientEntity>;
  words: FilterWords;
  onReplace(part: Part): void;
  onAdd(to: Group): void;
  onAddGroup(to: Group): void;
  onRemove(part: Part): void;
}

function joinChoice({ group, onReplace }: GroupView): TemplateResult | typeof nothing {
  if (group.parts.length < 2) return nothing;
  return segmented({
    name: `f-join-${group.id}`,
    value: group.join,
    choices: [
      { value: 'and', label: t('filter.all') },
      { value: 'or', label: t('filter.any') },
    ],
    label: t('filter.join'),
    onChange: (join) => onReplace({ ...group, join }),
  });
}

function part(view: GroupView, each: Part, index: number): TemplateResult {
  const number = view.name ? `${view.name}.${index + 1}` : String(index + 1);
  if (isGroup(each))
    return filterGroup({ ...view, group: each, depth: view.depth + 1, name: number });
  return filterRow({
    condition: each,
    index,
    number,
    join: view.group.join,
    entity: view.entity,
    source: view.source,
    whole: view.whole,
    words: each.other === undefined ? '' : view.words.condition(each),
    onChange: view.onReplace,
    onRemove: () => view.onRemove(each),
  });
}

function buttons(view: GroupView): TemplateResult {
  const { group, depth } = view;
  const more =
    depth < MOST_DEPTH - 1
      ? html`<button type="button" class="u-btn u-btn-ghost" @click=${() => view.onAddGroup(group)}>${icon('list-plus')}${t('filter.addGroup')}</button>`
      : nothing;
  return html`<div class="adds"><button type="button" class="u-btn u-btn-ghost add" @click=${() => view.onAdd(group)}>${icon('plus')}${t('filter.add')}</button>${more}</div>`;
}

export function filterGroup(view: GroupView): TemplateResult {
  const { group, depth, name } = view;
  const rows = html`${repeat(
    group.parts,
    (each) => each.id,
    (each, index) => part(view, each, index),
  )}${buttons(view)}`;
  if (depth === 1) return html`${joinChoice(view)}${rows}`;
  const remove = t('filter.removeGroup', { number: name });
  return html`<div class="group" role="group" aria-label=${t('filter.group', { number: name })}><div class="group-head">${joinChoice(view)}<button type="button"
    class="u-btn u-btn-ghost u-btn-icon" aria-label=${remove} title=${remove} @click=${() => view.onRemove(group)}>${icon('trash-2')}</button></div>${rows}</div>`;
}
