// One line per figure: what was measured, against what, the budget of the design, and whether it holds.

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ratio' | 'ms' | 'µs' | 'MB' | 'KB';
  /** The budget: at least or at most. Without one the figure is for information. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** pass, miss, or nothing to hold. */
export function verdict({ value, atLeast, atMost }: Figure): 'pass' | 'miss' | '' {
  if (atLeast === undefined && atMost === undefined) return '';
  const holds =
    (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
  return holds ? 'pass' : 'miss';
}

function budgetText({ atLeast, atMost, unit }: Figure): string {
  const suffix = unit === 'ratio' ? '' : ` ${unit}`;
  if (atLeast !== undefined) return `≥ ${atLeast}${suffix}`;
  return atMost === undefined ? '' : `≤ ${atMost}${suffix}`;
}

function shown(value: number, unit: Figure['unit']): string {
  const digits = unit === 'ratio' ? 2 : value < 10 ? 2 : value < 100 ? 1 : 0;
  return unit === 'ratio' ? value.toFixed(2) : `${value.toFixed(digits)} ${unit}`;
}

/** A figure as a line of the table. */
export function figureLine(figure: Figure): string {
  const columns = [
    figure.name.padEnd(58),
    shown(figure.value, figure.unit).padStart(12),
    budgetText(figure).padStart(12),
    verdict(figure),
  ];
  return columns.join('  ').trimEnd();
}
