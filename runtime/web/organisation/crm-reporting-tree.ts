// Who reports to whom: read level by level as it is opened, moved like departments.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { navigate } from '../app/router.ts';
import { can, currentMe } from '../app/session.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import type { MenuItem } from '../ui/crm-menu.ts';
import { failedBox, skeletonLines } from '../ui/states.ts';
import { person } from '../ui/tag.ts';
import type { CrmOrgTree, OrgTree } from './crm-org-tree.ts';
import './crm-org-tree.ts';
import { countPeople, loadReports, move, type Person } from './org-data.ts';
import { linesOf } from './tree-item.ts';

const styles = css`
:host{display:flex;flex-direction:column;gap:12px}
`;
const TOP = '';

@customElement('crm-reporting-tree')
export class CrmReportingTree extends LitElement {
  static override styles = [base, styles];

  /** Reports by manager, as far as they have been read. */
  @state() private below: ReadonlyMap<string, readonly Person[]> = new Map();
  @state() private counts: ReadonlyMap<string, number> = new Map();
  @state() private open: ReadonlySet<string> = new Set();
  @state() private error: unknown;
  @query('crm-org-tree') private readonly treeElement?: CrmOrgTree;
  readonly preferences = new PreferencesController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  /** Reads the top and everything that is open. */
  async #load(): Promise<void> {
    try {
      const managers = [TOP, ...this.open];
      const [counts, ...levels] = await Promise.all([
        countPeople('manager'),
        ...managers.map((id) => loadReports(id || null)),
      ]);
      this.counts = counts;
      this.below = new Map(managers.map((id, at) => [id, levels[at] ?? []]));
      this.error = undefined;
    } catch (cause) {
      this.error = cause;
    }
  }

  #person(id: string): Person | undefined {
    return [...this.below.values()].flat().find((each) => each.id === id);
  }

  async #toggle(id: string): Promise<void> {
    const open = new Set(this.open);
    if (open.delete(id)) this.open = open;
    else {
      const reports = await loadReports(id);
      this.below = new Map([...this.below, [id, reports]]);
      this.open = open.add(id);
    }
  }

  async #move(id: string, to: string | null): Promise<void> {
    const found = this.#person(id);
    if (!found) return;
    const { name, version, manager: from } = found;
    if (to) this.open = new Set([...this.open, to]);
    await move({ entity: 'user', id, name, version, from, to, moved: () => this.#load() });
    await this.updateComplete;
    await this.treeElement?.focusLine(id);
  }

  async #askMove(id: string): Promise<void> {
    const found = this.#person(id);
    if (!found) return;
    const above = found.manager ? this.#person(found.manager) : undefined;
    const { askMove } = await import('./crm-move-dialog.ts');
    const to = await askMove({
      entity: 'user',
      id,
      name: found.name,
      parent: above && { id: above.id, label: above.name, person: true },
    });
    if (to === undefined) await this.treeElement?.focusLine(id);
    else await this.#move(id, to);
  }

  #actions(id: string): MenuItem[] {
    const items: MenuItem[] = [
      { label: t('action.open'), icon: 'external-link', run: () => void navigate(`/e/user/${id}`) },
    ];
    if (can('user', 'update'))
      items.push({
        label: t('organisation.move'),
        icon: 'move',
        run: () => void this.#askMove(id),
      });
    if (currentMe()?.administrator)
      items.push({
        label: t('handover.open'),
        icon: 'arrow-right-left',
        run: () => void navigate(`/settings/handover?user=${id}`),
      });
    return items;
  }

  #content(id: string): TemplateResult {
    const found = this.#person(id);
    const count = this.counts.get(id) ?? 0;
    return html`<a class="u-strong" tabindex="-1" href="/e/user/${id}">${person(found?.name ?? '')}</a><span
      class="u-meta u-cut">${found?.title}</span>${
        count > 0
          ? html`<span class="count">${t('organisation.reports', { count })}</span>`
          : nothing
      }`;
  }

  #tree(): OrgTree {
    const idsOf = (manager: string) => (this.below.get(manager) ?? []).map(({ id }) => id);
    const isOpen = (id: string) => this.open.has(id);
    return {
      label: t('organisation.reporting'),
      lines: linesOf(idsOf(TOP), idsOf, (id) => (this.counts.get(id) ?? 0) > 0, isOpen),
      mayMove: can('user', 'update'),
      nameOf: (id) => this.#person(id)?.name ?? '',
      isOpen,
      content: (id) => this.#content(id),
      actions: (id) => this.#actions(id),
      toggle: (id) => void this.#toggle(id),
      open: (id) => void navigate(`/e/user/${id}`),
      askMove: (id) => void this.#askMove(id),
      drop: (id, onto) => void this.#move(id, onto ?? null),
    };
  }

  protected override render(): TemplateResult {
    if (this.error) return failedBox(this.error, () => void this.#load());
    if (!this.below.has(TOP)) return skeletonLines(6);
    return html`<p class="u-muted">${t('organisation.hint')}</p><crm-org-tree .tree=${this.#tree()}></crm-org-tree>`;
  }
}
