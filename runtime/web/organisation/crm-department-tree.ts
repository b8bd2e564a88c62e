// The departments of the organisation with heads and numbers of people: opened, made, moved, and people without one.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { navigate } from '../app/router.ts';
import { can, source } from '../app/session.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import type { MenuItem } from '../ui/crm-menu.ts';
import { icon } from '../ui/icon.ts';
import { failedBox, skeletonLines } from '../ui/states.ts';
import { person } from '../ui/tag.ts';
import { NamesController } from '../widgets/names-controller.ts';
import type { CrmOrgTree, OrgTree } from './crm-org-tree.ts';
import './crm-org-tree.ts';
import { countPeople, type Department, loadDepartments, move } from './org-data.ts';
import { linesOf } from './tree-item.ts';

const styles = css`
:host{display:flex;flex-direction:column;gap:12px}
.head{display:flex;align-items:center;gap:12px;flex-wrap:wrap}
`;

/** The list of people of one department, or of those without. */
function peopleAddress(department: string | null): string {
  const rule =
    department === null
      ? { is_empty: [{ var: 'department' }] }
      : { '==': [{ var: 'department' }, department] };
  const filter = { and: [rule, { '==': [{ var: 'active' }, true] }] };
  return `/e/user?${new URLSearchParams({ filter: JSON.stringify(filter) })}`;
}

@customElement('crm-department-tree')
export class CrmDepartmentTree extends LitElement {
  static override styles = [base, styles];

  @state() private departments: readonly Department[] | undefined;
  @state() private people: ReadonlyMap<string, number> = new Map();
  @state() private closed: ReadonlySet<string> = new Set();
  @state() private error: unknown;
  @query('crm-org-tree') private readonly treeElement?: CrmOrgTree;
  readonly preferences = new PreferencesController(this);
  readonly names = new NamesController(this, () => source);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  async #load(): Promise<void> {
    try {
      const [departments, people] = await Promise.all([
        loadDepartments(),
        countPeople('department').catch(() => new Map<string, number>()),
      ]);
      this.departments = departments;
      this.people = people;
      this.error = undefined;
    } catch (cause) {
      this.error = cause;
    }
  }

  #department(id: string): Department | undefined {
    return this.departments?.find((each) => each.id === id);
  }

  async #move(id: string, to: string | null): Promise<void> {
    const department = this.#department(id);
    if (!department) return;
    const { name, version, parent: from } = department;
    const moved = () => this.#load();
    await move({ entity: 'department', id, name, version, from, to, moved });
    this.closed = new Set([...this.closed].filter((each) => each !== to));
    await this.updateComplete;
    await this.treeElement?.focusLine(id);
  }

  async #askMove(id: string): Promise<void> {
    const department = this.#department(id);
    if (!department) return;
    const above = department.parent ? this.#department(department.parent) : undefined;
    const { askMove } = await import('./crm-move-dialog.ts');
    const to = await askMove({
      entity: 'department',
      id,
      name: department.name,
      parent: above && { id: above.id, label: above.name },
    });
    if (to === undefined) await this.treeElement?.focusLine(id);
    else await this.#move(id, to);
  }

  async #create(parent: string | undefined): Promise<void> {
    const { quickCreate } = await import('../form/form-dialogs.ts');
    if (await quickCreate('department', parent ? { parent } : {}, { inner: true }))
      await this.#load();
  }

  #actions(id: string): MenuItem[] {
    const items: MenuItem[] = [
      {
        label: t('action.open'),
        icon: 'external-link',
        run: () => void navigate(`/e/department/${id}`),
      },
      {
        label: t('organisation.openPeople'),
        icon: 'users',
        run: () => void navigate(peopleAddress(id)),
      },
    ];
    if (can('department', 'update'))
      items.push({
        label: t('organisation.move'),
        icon: 'move',
        run: () => void this.#askMove(id),
      });
    if (can('department', 'create'))
      items.push({
        label: t('organisation.newBelow'),
        icon: 'plus',
        run: () => void this.#create(id),
      });
    return items;
  }

  #content(id: string): TemplateResult {
    const department = this.#department(id);
    const head = department?.head ? source.name('user', department.head) : undefined;
    return html`<a class="u-cut u-strong" tabindex="-1" href="/e/department/${id}">${department?.name}</a>${
      head
        ? html`<span class="boss" title=${t('organisation.head', { name: head })}>${person(head)}</span>`
        : nothing
    }<span class="count">${t('organisation.people', { count: this.people.get(id) ?? 0 })}</span>`;
  }

  #tree(departments: readonly Department[]): OrgTree {
    const known = new Set(departments.map(({ id }) => id));
    const top = (each: Department) => (each.parent && known.has(each.parent) ? each.parent : '');
    const children = Map.groupBy(departments, top);
    const idsOf = (parent: string) => (children.get(parent) ?? []).map(({ id }) => id);
    const isOpen = (id: string) => !this.closed.has(id);
    return {
      label: t('organisation.departments'),
      lines: linesOf(idsOf(''), idsOf, (id) => children.has(id), isOpen),
      mayMove: can('department', 'update'),
      nameOf: (id) => this.#department(id)?.name ?? '',
      isOpen,
      content: (id) => this.#content(id),
      actions: (id) => this.#actions(id),
      toggle: (id) => {
        const closed = new Set(this.closed);
        if (!closed.delete(id)) closed.add(id);
        this.closed = closed;
      },
      open: (id) => void navigate(`/e/department/${id}`),
      askMove: (id) => void this.#askMove(id),
      drop: (id, onto) => void this.#move(id, onto ?? null),
    };
  }

  protected override render(): TemplateResult {
    const { departments } = this;
    if (this.error) return failedBox(this.error, () => void this.#load());
    if (!departments) return skeletonLines(6);
    const without = this.people.get('') ?? 0;
    return html`<div class="head"><p class="u-muted u-grow">${t('organisation.hint')}</p>${
      can('department', 'create')
        ? html`<button type="button" class="u-btn" @click=${() => void this.#create(undefined)}>${icon('plus')}${t('organisation.new')}</button>`
        : nothing
    }</div>${
      departments.length > 0
        ? html`<crm-org-tree .tree=${this.#tree(departments)}></crm-org-tree>`
        : html`<p class="u-muted">${t('organisation.empty')}</p>`
    }${
      without > 0
        ? html`<p class="u-banner">${icon('user-x')}<span class="u-grow">${t('organisation.none', { count: without })}</span><a href=${peopleAddress(null)}>${t('organisation.noneOpen')}</a></p>`
        : nothing
    }`;
  }
}
