// The rule that says which records a reference may point to, made a filter: `record.…` becomes what the form holds now.
import type { Rule } from '../../../core/rules/rule.ts';
import type { Values } from './crm-widget.ts';

const RECORD = 'record.';

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

export function candidatesFilter(rule: Rule, record: Values): Rule {
  if (rule === null || typeof rule !== 'object') return rule;
  if (Array.isArray(rule)) return rule.map((part: Rule) => candidatesFilter(part, record));
  const [operator = '', args] = Object.entries(rule)[0] ?? [];
  if (operator === 'var' && typeof args === 'string' && args.startsWith(RECORD)) {
    const value = record[args.slice(RECORD.length)];
    return isPlain(value) ? value : null;
  }
  return { [operator]: candidatesFilter(args as Rule, record) };
}
