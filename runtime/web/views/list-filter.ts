// The filter of a list as its address carries it.
import type { Rule } from '../../../core/rules/rule.ts';

/** A rule out of the address; what is no JSON object is no filter. */
export function readAddressFilter(text: string | null): Rule | undefined {
  if (!text) return undefined;
  try {
    const rule: unknown = JSON.parse(text);
    const isRule = typeof rule === 'object' && rule !== null && !Array.isArray(rule);
    return isRule ? (rule as Rule) : undefined;
  } catch {
    return undefined;
  }
}

/** How many conditions a filter joins. */
export function filterCount(rule: Rule | undefined): number {
  if (rule === undefined || rule === null || typeof rule !== 'object') return 0;
  const [name, parts] = Object.entries(rule)[0] ?? [];
  return (name === 'and' || name === 'or') && Array.isArray(parts) ? parts.length : 1;
}
