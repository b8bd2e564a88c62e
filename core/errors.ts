// The one error class and its wire shape; the codes and their texts stand in error-codes.ts.
import { errorCodes } from './error-codes.ts';
import type { ErrorCodeRow } from './value-codes.ts';

export type Locale = 'zh-CN' | 'en';
export type ErrorCode = keyof typeof errorCodes;

/** One thing that is wrong: what (`code`), where (`at`: JSON pointer or `file#pointer`), and the values its text names. */
export interface Problem {
  readonly code: ErrorCode;
  readonly at: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** A text that overrides the table's, e.g. the message of a validation rule, per locale. */
  readonly text?: Readonly<Record<string, string>>;
}

/** A problem as it leaves the process, in the reader's language. */
export interface ShownProblem {
  code: string;
  at: string;
  message: string;
}

/** RFC 9457 problem details with our extensions. */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  problems: ShownProblem[];
  [extension: string]: unknown;
}

const HINT: Record<Locale, string> = {
  en: " Did you mean '{hint}'?",
  'zh-CN': '是否想写“{hint}”？',
};

/** Values in messages are cut: a cell may hold a whole book. */
const LONGEST_SHOWN = 500;

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (value !== null && typeof value === 'object') return JSON.stringify(value);
  const text = String(value);
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN).toWellFormed()}…`;
}

/** Replaces `{name}` by `params.name`; a placeholder without a value stays empty. */
export function fillText(text: string, params: Readonly<Record<string, unknown>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (_, key: string) =>
    Object.hasOwn(params, key) ? shown(params[key]) : '',
  );
}

/** The problem's text in one language, with the hint ("did you mean …") where there is one. */
export function problemText(problem: Problem, locale: Locale): string {
  const own = problem.text?.[locale] ?? problem.text?.en;
  if (own !== undefined) return fillText(own, problem.params);
  const row: ErrorCodeRow | undefined = errorCodes[problem.code];
  // The browser knows the codes of values only; the server sends all others with their text.
  if (!row) return problem.code;
  const hint = problem.params?.hint ? HINT[locale] : '';
  return fillText((locale === 'zh-CN' ? row.zh : row.en) + hint, problem.params);
}

/** A problem with its text: `{code, at, message}`. */
export function showProblem(problem: Problem, locale: Locale): ShownProblem {
  return { code: problem.code, at: problem.at, message: problemText(problem, locale) };
}

/** An expected failure: has a status, a code and a list of problems, and is safe to show. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];
  readonly params: Readonly<Record<string, unknown>>;
  /** Extra members of the answer, e.g. both versions of a stale record. */
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    params: Readonly<Record<string, unknown>> = {},
    problems: readonly Problem[] = [],
    extensions: Readonly<Record<string, unknown>> = {},
  ) {
    super(problemText({ code, at: '', params }, 'en'));
    this.name = 'AppError';
    this.code = code;
    this.params = params;
    this.problems = problems;
    this.extensions = extensions;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }

  /** The RFC 9457 body in the reader's language. */
  details(locale: Locale): ProblemDetails {
    const title = problemText({ code: this.code, at: '', params: this.params }, locale);
    const problems = this.problems.map((problem) => showProblem(problem, locale));
    return {
      ...this.extensions,
      type: `/errors/${this.code}`,
      title,
      status: this.status,
      code: this.code,
      detail: problems[0]?.message ?? title,
      problems,
    };
  }
}

/** The error for a list of problems found in one input; the first problem's code decides nothing, `code` does. */
export function invalid(code: ErrorCode, problems: readonly Problem[]): AppError {
  return new AppError(code, { count: problems.length }, problems);
}

/** The nearest of `names` to a misspelt word (edit distance ≤ 1 + length/4), or undefined. */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let limit = 1 + Math.floor(word.length / 4);
  for (const name of names) {
    if (Math.abs(name.length - word.length) > limit) continue;
    const distance = editDistance(word, name, limit);
    if (distance <= limit && (best === undefined || distance < limit)) {
      best = name;
      limit = distance;
    }
  }
  return best;
}

/** Levenshtein distance, cut off above `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const above = previous[j] ?? 0;
      row.push(Math.min(above + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost));
    }
    if (Math.min(...row) > limit) return limit + 1;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
