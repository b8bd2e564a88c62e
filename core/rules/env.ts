// What a rule is evaluated against: the record, its collections, and the inputs that never come from a clock.
import type { InputName, RuleValue } from './expr.ts';

export interface RuleActor {
  readonly id: string | null;
  readonly roles: readonly string[];
  /** Primary department. */
  readonly department: string | null;
  readonly departments: readonly string[];
  /** Users below the actor in the hierarchy, at any depth. */
  readonly subordinates: readonly string[];
  /** The actor and the people he stands in for; the actor alone when absent. */
  readonly actsFor?: readonly string[];
  readonly teams?: readonly string[];
  /** Ids by which records are shared with the actor; rules cannot name them. */
  readonly principals?: readonly string[];
}

/** Facts of the request. `today` is the date in `timeZone` (IANA), the zone of the actor. */
export interface RuleInputs {
  readonly today: string;
  readonly now: string;
  readonly timeZone: string;
  readonly actor: RuleActor;
  /** Business calendar; without one Monday to Friday are working days. */
  readonly calendar?: { isWorkingDay(date: string): boolean };
}

/** One record as rules see it. */
export interface RuleEnv {
  readonly inputs: RuleInputs;
  /** Canonical value at a path, null or undefined when missing. */
  get(path: string): unknown;
  /** Value before the change; undefined throughout when the record is new. */
  old?(path: string): unknown;
  /** Records of a collection. */
  collection(path: string): readonly RuleEnv[];
  /** True when `node` is `ancestor` or lies below it in the tree (a classification, or `department`). */
  isWithin(tree: string, node: string, ancestor: string): boolean;
}

/** An environment without a record, for rules of inputs and literals only. */
export function inputsEnv(inputs: RuleInputs): RuleEnv {
  return { inputs, get: () => null, collection: () => [], isWithin: (_tree, a, b) => a === b };
}

export interface RecordEnvOptions {
  readonly inputs: RuleInputs;
  /** The record before the change. */
  readonly old?: Readonly<Record<string, unknown>>;
  isWithin?(tree: string, node: string, ancestor: string): boolean;
}

type PlainRecord = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own value at a dotted path of nested plain objects; never reaches prototypes. */
export function valueAt(record: PlainRecord, path: string): unknown {
  if (Object.hasOwn(record, path)) return record[path];
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  const head = path.slice(0, dot);
  const inner = Object.hasOwn(record, head) ? record[head] : undefined;
  return isRecord(inner) ? valueAt(inner, path.slice(dot + 1)) : undefined;
}

/** An environment over a plain record: references expanded as nested objects, collections as arrays of records. */
export function recordEnv(record: PlainRecord, options: RecordEnvOptions): RuleEnv {
  const { inputs, old, isWithin = (_tree, node, ancestor) => node === ancestor } = options;
  const childOptions = { inputs, isWithin };
  return {
    inputs,
    isWithin,
    get: (path) => valueAt(record, path),
    old: old && ((path) => valueAt(old, path)),
    collection(path) {
      const rows = valueAt(record, path);
      return Array.isArray(rows)
        ? rows.filter(isRecord).map((row) => recordEnv(row, childOptions))
        : [];
    },
  };
}

const readers: Record<InputName, (inputs: RuleInputs) => RuleValue> = {
  today: (inputs) => inputs.today,
  now: (inputs) => inputs.now,
  timeZone: (inputs) => inputs.timeZone,
  'actor.id': (inputs) => inputs.actor.id,
  'actor.roles': (inputs) => inputs.actor.roles,
  'actor.department': (inputs) => inputs.actor.department,
  'actor.departments': (inputs) => inputs.actor.departments,
  'actor.subordinates': (inputs) => inputs.actor.subordinates,
  'actor.acts_for': ({ actor }) => actor.actsFor ?? (actor.id === null ? [] : [actor.id]),
  'actor.teams': (inputs) => inputs.actor.teams ?? [],
};

/** How the input of that name is read. */
export function inputReader(name: InputName): (inputs: RuleInputs) => RuleValue {
  return readers[name];
}
