// A checked rule as a sentence in the reader's language, for reading a filter back.
import type { Locale } from '../errors.ts';
import type { CallExpr, CollectionExpr, Expr, InputName, RuleValue } from './expr.ts';
import { operatorOf } from './operators.ts';
import type { RuleType } from './rule.ts';

export interface RuleWords {
  /** Label of a field by its path. */
  label(path: string): string;
  /** Display text of a literal beside a part of that type; without it the value as it stands. */
  value?(value: RuleValue, type: RuleType): string | undefined;
}

type Texts = Readonly<Record<Locale, string>>;

const inputWords: Record<InputName, Texts> = {
  today: { 'zh-CN': '今天', en: 'today' },
  now: { 'zh-CN': '现在', en: 'now' },
  timeZone: { 'zh-CN': '当前时区', en: 'the time zone' },
  'actor.id': { 'zh-CN': '本人', en: 'me' },
  'actor.roles': { 'zh-CN': '本人的角色', en: 'my roles' },
  'actor.department': { 'zh-CN': '本人的部门', en: 'my department' },
  'actor.departments': { 'zh-CN': '本人的各部门', en: 'my departments' },
  'actor.subordinates': { 'zh-CN': '本人的下属', en: 'my subordinates' },
  'actor.acts_for': { 'zh-CN': '本人及所代理的人', en: 'me and those I stand in for' },
  'actor.teams': { 'zh-CN': '本人的团队', en: 'my teams' },
};
const units: Readonly<Record<string, Texts>> = {
  minute: { 'zh-CN': '分钟', en: 'minute' },
  hour: { 'zh-CN': '小时', en: 'hour' },
  day: { 'zh-CN': '天', en: 'day' },
  week: { 'zh-CN': '周', en: 'week' },
  month: { 'zh-CN': '个月', en: 'month' },
  quarter: { 'zh-CN': '个季度', en: 'quarter' },
  year: { 'zh-CN': '年', en: 'year' },
};
const joints: Readonly<Record<string, Texts>> = {
  and: { 'zh-CN': '，且', en: ' and ' },
  or: { 'zh-CN': '，或', en: ' or ' },
};
const COMMA: Texts = { 'zh-CN': '、', en: ', ' };
const NOTHING: Texts = { 'zh-CN': '空', en: 'nothing' };
const TRUTH: Record<Locale, readonly [string, string]> = {
  'zh-CN': ['是', '否'],
  en: ['yes', 'no'],
};
/** Calls whose last argument is a unit or a zone rather than a value. */
const WITH_UNIT: ReadonlySet<string> = new Set(['date_add', 'date_diff', 'start_of', 'end_of']);

/** "金额 不低于 1,000，且阶段 等于 赢单". */
export function describeRule(expr: Expr, words: RuleWords, locale: Locale): string {
  return new Describer(words, locale).say(expr);
}

class Describer {
  private readonly words: RuleWords;
  private readonly locale: Locale;

  constructor(words: RuleWords, locale: Locale) {
    this.words = words;
    this.locale = locale;
  }

  say(expr: Expr, beside?: RuleType): string {
    if (expr.kind === 'literal') return this.value(expr.value, beside ?? expr.type);
    if (expr.kind === 'input') return inputWords[expr.name][this.locale];
    if (expr.kind === 'collection') return this.collection(expr);
    if (expr.kind === 'call') return this.call(expr);
    const label = this.words.label(expr.path);
    return expr.isOld ? this.fill('old', [label]) : label;
  }

  private value(value: RuleValue, type: RuleType): string {
    if (value === null) return NOTHING[this.locale];
    if (Array.isArray(value)) {
      return value.map((item) => this.value(item, type)).join(COMMA[this.locale]);
    }
    const shown = this.words.value?.(value, type);
    if (shown !== undefined) return shown;
    if (typeof value === 'boolean') return TRUTH[this.locale][value ? 0 : 1];
    return String(value);
  }

  private call({ operator, args }: CallExpr): string {
    const type = args.find((arg) => arg.kind === 'var')?.type;
    const said = args.map((arg, index) =>
      WITH_UNIT.has(operator) && index === args.length - 1
        ? this.unit(arg)
        : this.inner(arg, operator, type),
    );
    return this.fill(operator, said);
  }

  /** An "or" inside an "and" stands in brackets. */
  private inner(arg: Expr, operator: string, type: RuleType | undefined): string {
    const said = this.say(arg, type);
    const isMixed = arg.kind === 'call' && arg.operator in joints && operator in joints;
    return isMixed && arg.operator !== operator && arg.args.length > 1 ? `(${said})` : said;
  }

  private unit(arg: Expr): string {
    const word = arg.kind === 'literal' ? String(arg.value) : '';
    return units[word]?.[this.locale] ?? word;
  }

  private collection({ operator, path, body }: CollectionExpr): string {
    const every = this.locale === 'zh-CN' ? '全部' : 'any';
    return this.fill(operator, [this.words.label(path), body ? this.say(body) : every]);
  }

  private fill(operator: string, said: readonly string[]): string {
    const sentence = operatorOf(operator)?.words[this.locale] ?? operator;
    const joint = (joints[operator] ?? COMMA)[this.locale];
    return sentence.replace(/\{(\*|\d)\}/g, (_whole, place: string) =>
      place === '*' ? said.join(joint) : (said[Number(place)] ?? ''),
    );
  }
}
