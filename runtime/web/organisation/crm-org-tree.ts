// A tree whose lines are walked by arrows, opened, moved by drag or by M, and carry a menu. What stands in a line and what a
// move means is told by whoever shows it.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-menu.ts';
import type { MenuItem } from '../ui/crm-menu.ts';
import { icon } from '../ui/icon.ts';
import { sty } from '../ui/sty.ts';
import { dragNode } from './drag-node.ts';
import type { TreeLine } from './tree-item.ts';

export interface OrgTree {
  /** Name of the tree. */
  label: string;
  lines: readonly TreeLine[];
  mayMove: boolean;
  nameOf(id: string): string;
  isOpen(id: string): boolean;
  content(id: string): TemplateResult;
  actions(id: string): readonly MenuItem[];
  toggle(id: string): void;
  open(id: string): void;
  /** Asks where to move it. */
  askMove(id: string): void;
  /** Dropped on another line; undefined: on the top. */
  drop(id: string, onto: string | undefined): void;
}

const styles = css`
:host{display:block}
.line{display:flex;align-items:center;gap:4px;min-height:40px;padding:2px 4px;border-radius:6px;position:relative}
.line:hover{background:var(--hover)}
.node{display:flex;flex:1;align-items:center;gap:8px;min-width:0;min-height:32px;padding:2px 4px;border-radius:6px;cursor:default}
.line:focus-visible{outline-offset:-2px}
.dragged{opacity:.5}
.over{box-shadow:inset 0 0 0 2px var(--accent);background:var(--accent-bg)}
.twist{width:24px;height:24px;display:grid;place-items:center;flex:none;color:var(--fg-3);cursor:pointer;border-radius:4px}
.twist:hover{background:var(--active)}
.grip{touch-action:none;cursor:grab;color:var(--fg-3);display:grid;place-items:center;width:24px;height:32px;flex:none}
.top{position:sticky;bottom:8px;margin:4px 0;padding:8px;background:var(--bg);border:1px dashed var(--line-ctl);border-radius:6px;color:var(--fg-2);text-align:center}
.node a{color:inherit;min-width:0}
.count{margin-left:auto;color:var(--fg-3);white-space:nowrap;font-variant-numeric:tabular-nums}
.boss{min-width:0;color:var(--fg-2)}
@media (max-width:760px){.boss{display:none}}
@media (pointer:coarse){.line{min-height:48px}}
`;
const INDENT = 20;
const TOP = '';

@customElement('crm-org-tree')
export class CrmOrgTree extends LitElement {
  static override styles = [base, styles];

  @property({ attribute: false }) declare tree: OrgTree;
  @state() private active = '';
  @state() private dragged = '';
  @state() private over: string | undefined;

  /** Puts the focus on a line. */
  async focusLine(id: string): Promise<void> {
    this.active = id;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus();
  }

  get #current(): string {
    const { lines } = this.tree;
    return lines.some(({ id }) => id === this.active) ? this.active : (lines[0]?.id ?? '');
  }

  #parentOf(at: number): string | undefined {
    const { lines } = this.tree;
    const level = lines[at]?.level ?? 1;
    return lines.slice(0, at).findLast((line) => line.level < level)?.id;
  }

  #key(event: KeyboardEvent): void {
    const { lines } = this.tree;
    // Keys of a menu within the line are its own.
    const isLine = event.target instanceof HTMLElement && event.target.matches('.line');
    if (!isLine) return;
    const at = lines.findIndex(({ id }) => id === this.#current);
    const line = lines[at];
    if (!line || event.ctrlKey || event.metaKey || event.altKey) return;
    const isOpen = line.hasChildren && this.tree.isOpen(line.id);
    const steps: Record<string, string | undefined> = {
      ArrowDown: lines[at + 1]?.id,
      ArrowUp: lines[at - 1]?.id,
      Home: lines[0]?.id,
      End: lines.at(-1)?.id,
      ArrowLeft: isOpen ? undefined : this.#parentOf(at),
      ArrowRight: isOpen ? lines[at + 1]?.id : undefined,
    };
    const acts: Record<string, (() => void) | undefined> = {
      Enter: () => this.tree.open(line.id),
      m: this.tree.mayMove ? () => this.tree.askMove(line.id) : undefined,
      ArrowLeft: isOpen ? () => this.tree.toggle(line.id) : undefined,
      ArrowRight: line.hasChildren && !isOpen ? () => this.tree.toggle(line.id) : undefined,
    };
    const act = acts[event.key];
    if (!act && !(event.key in steps)) return;
    event.preventDefault();
    event.stopPropagation();
    const to = steps[event.key];
    if (act) act();
    else if (to) void this.focusLine(to);
  }

  #drag(event: PointerEvent, id: string): void {
    dragNode(event, this.renderRoot as ShadowRoot, {
      start: () => {
        this.dragged = id;
      },
      over: (target) => {
        this.over = target === id ? undefined : target;
      },
      end: (target) => {
        this.dragged = '';
        this.over = undefined;
        if (target !== undefined && target !== id)
          this.tree.drop(id, target === TOP ? undefined : target);
      },
    });
  }

  #line(line: TreeLine): TemplateResult {
    const { id, level } = line;
    const { tree } = this;
    const isOpen = line.hasChildren && tree.isOpen(id);
    const isCurrent = id === this.#current;
    const name = tree.nameOf(id);
    const grip = html`<span class="grip" aria-hidden="true" @pointerdown=${(event: PointerEvent) => this.#drag(event, id)}>${icon('grip-vertical', 'u-icon-s')}</span>`;
    const twist = html`<span class="twist" aria-hidden="true" @click=${() => line.hasChildren && tree.toggle(id)}>${
      line.hasChildren ? icon(isOpen ? 'chevron-down' : 'chevron-right', 'u-icon-s') : nothing
    }</span>`;
    return html`<div class="line ${this.over === id ? 'over' : ''} ${this.dragged === id ? 'dragged' : ''}" role="row" data-id=${id} data-drop=${id}
      tabindex=${isCurrent ? 0 : -1} aria-level=${level} aria-posinset=${line.place} aria-setsize=${line.siblings} aria-label=${name}
      aria-expanded=${line.hasChildren ? String(isOpen) : nothing} @focus=${() => {
        this.active = id;
      }} ${sty({ 'padding-left': `${4 + (level - 1) * INDENT}px` })}>${tree.mayMove ? grip : nothing}${twist}<div class="node" role="gridcell"
      @dblclick=${() => tree.open(id)}>${tree.content(id)}</div><div role="gridcell"><crm-menu icon="ellipsis" .stop=${isCurrent ? 0 : -1}
      .label=${t('organisation.actions', { name })} .items=${tree.actions(id)}></crm-menu></div></div>`;
  }

  protected override render(): TemplateResult {
    const { tree } = this;
    return html`<div class="rows" role="treegrid" aria-label=${tree.label} @keydown=${this.#key}>${repeat(
      tree.lines,
      ({ id }) => id,
      (line) => this.#line(line),
    )}</div>${
      this.dragged
        ? html`<div class="top ${this.over === TOP ? 'over' : ''}" data-drop=${TOP}>${t('organisation.dropTop')}</div>`
        : nothing
    }`;
  }
}
