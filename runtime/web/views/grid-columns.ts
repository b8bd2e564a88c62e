// Widths of the grid's columns: what is left over is shared by those nobody dragged; frozen ones stand one after another.
import type { Column } from './columns.ts';

export const PICK_WIDTH = 40;
const LINK_WIDTH = 248;
const MOST_FROZEN_SHARE = 0.66;

export interface GridLayout {
  readonly widths: readonly number[];
  readonly template: string;
  /** How many columns really stay: frozen ones leave room for the others. */
  readonly frozen: number;
  /** Left edge of each frozen column, as custom properties. */
  readonly edges: Readonly<Record<string, string>>;
  readonly classes: readonly string[];
  /** Width of all that stays at the left. */
  readonly sticky: number;
}

function frozenCount(widths: readonly number[], wanted: number, space: number): number {
  let used = PICK_WIDTH;
  let count = 0;
  for (const width of widths.slice(0, wanted)) {
    used += width;
    if (count > 0 && used > space * MOST_FROZEN_SHARE) break;
    count++;
  }
  return count;
}

/** Measures columns for a width of the window. */
export function layOut(
  columns: readonly Column[],
  linked: number,
  wanted: number,
  space: number,
): GridLayout {
  const own = columns.map((column, at) =>
    column.sized || at !== linked ? column.width : Math.max(column.width, LINK_WIDTH),
  );
  const spare = space - own.reduce((sum, width) => sum + width, PICK_WIDTH) - 1;
  const free = columns.filter((column) => !column.sized).length;
  const share = spare > 0 && free > 0 ? Math.floor(spare / free) : 0;
  const widths = own.map((width, at) => width + (columns[at]?.sized ? 0 : share));
  const frozen = frozenCount(widths, wanted, space);
  const edges: Record<string, string> = {};
  let left = PICK_WIDTH;
  for (let at = 0; at < frozen; at++) {
    edges[`--f${at}`] = `${left}px`;
    left += widths[at] ?? 0;
  }
  const classes = columns.map((column, at) =>
    [
      column.right ? 'end' : '',
      at === linked ? 'link' : '',
      at < frozen ? `fz fz${at}` : '',
      at === frozen - 1 ? 'fz-last' : '',
    ]
      .filter(Boolean)
      .join(' '),
  );
  const template = [PICK_WIDTH, ...widths].map((width) => `${width}px`).join(' ');
  return { widths, template, frozen, edges, classes, sticky: left };
}
