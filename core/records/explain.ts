// Why somebody may or may not do something: every policy that speaks about it, what it says, whether it holds for the
// record at hand, and which policies of other roles would grant it.
import { sql } from 'kysely';
import { policiesOf } from '../access/access.ts';
import type { Scope } from '../access/condition.ts';
import { policyRight, type Right } from '../access/field-right.ts';
import {
  actionGrant,
  type Grant,
  grantedScope,
  grantsAbout,
  levelFor,
  limitedRows,
  wideningOf,
} from '../access/grants.ts';
import { isReadableRule, lookupFor } from '../access/nameable.ts';
import { AppError } from '../errors.ts';
import type { Text } from '../model/client.ts';
import type { Entity } from '../model/model.ts';
import { ruleNames } from '../model/rule-names.ts';
import type { PolicyDef } from '../packs/schema/policy.ts';
import { checkRule } from '../rules/check.ts';
import { describeRule } from '../rules/describe.ts';
import type { Rule } from '../rules/rule.ts';
import type { Row } from '../storage/database.ts';
import type { Context } from './context.ts';
import { QueryBuild } from './query-scope.ts';
import { actionsOnRecord, rightsToRecord } from './record-rights.ts';
import { flagColumn, isReadable, newSelecting, type Selecting } from './select.ts';
import { compileStatement, fillStatement, ruleInputs } from './statement.ts';

export interface Question {
  readonly entity: string;
  /** Record the question is about; without it, about any record. */
  readonly id?: string;
  readonly action: string;
  readonly field?: string;
}

/** One policy's part in the answer. */
export interface Ground {
  readonly policy: string;
  readonly label: Text;
  readonly pack: string | null;
  readonly roles: readonly { readonly role: string; readonly label: Text }[];
  /** Mutes take away. */
  readonly mute: boolean;
  readonly scope: string;
  /** The rule that narrows the scope, as it stands and as a sentence. */
  readonly rule: Rule | null;
  readonly sentence: Text | null;
  /** Whether it holds for the record; null without one. */
  readonly holds: boolean | null;
  /** What reaches the record beyond the scope: a share, a share rule, the parent. */
  readonly widened: boolean;
  /** What the policy says about the field asked for. */
  readonly right: Right | null;
}

export interface Explanation {
  readonly allowed: boolean;
  /** Right to the field asked for. */
  readonly right: Right | null;
  readonly administrator: boolean;
  /** Policies of the person's roles that speak about it. */
  readonly grounds: readonly Ground[];
  /** Policies of other roles under which it would be allowed. */
  readonly wouldGrant: readonly Ground[];
  /** What the scopes are about: whose the record is. */
  readonly facts: { readonly owner: string | null; readonly department: string | null } | null;
}

interface Judged {
  readonly grant: Grant;
  readonly whole: Scope;
  readonly narrow: Scope;
  readonly flags: { readonly whole: string | boolean; readonly narrow: string | boolean };
}

/**
 * Explains what the context's actor may do.
 * @param isOpen whoever asks may know all policies and values; otherwise nothing is told that rests on what he may not read
 * @throws record.unknown-entity, record.unknown-field, record.not-found when the record is none
 */
export async function explain(
  context: Context,
  question: Question,
  isOpen: boolean,
): Promise<Explanation> {
  const { model } = context.live;
  const entity = model.entities.get(question.entity);
  if (!entity) throw new AppError('record.unknown-entity', { entity: question.entity });
  if (question.field !== undefined && !entity.fields.has(question.field))
    throw new AppError('record.unknown-field', { field: question.field });
  const build = new QueryBuild(model, context.database.dialect, context.access);
  const selecting = newSelecting(build);
  const mine = new Set(policiesOf(model, context.actor.roles));
  const others = model.policies.filter((policy) => !mine.has(policy) && !policy.mute);
  const own = judge(context, selecting, entity, [...mine], question.action);
  const further = judge(context, selecting, entity, others, question.action);
  const row =
    question.id === undefined
      ? undefined
      : await judgedRow(context, selecting, entity, question.id);
  const holds = (flag: string | boolean) =>
    typeof flag === 'boolean' ? flag : row ? Number(row[flag]) === 1 : null;
  const { allowed: isAllowed, right } = await decided(context, entity, question);
  const ground = (judged: Judged) => groundOf(context, entity, question, judged, holds);
  // Whether another role's policy holds for the record tells of fields the actor may not read.
  const unknown = (judged: Judged) => groundOf(context, entity, question, judged, () => null);
  const wouldGrant = further
    .map((judged) => (isOpen ? ground(judged) : closed(unknown(judged))))
    .filter((each) => each.scope !== 'none' && each.holds !== false);
  const grounds = own.map((judged) =>
    isOpen ? ground(judged) : readableGround(context, entity, ground(judged)),
  );
  const whose = row && (isOpen || (await mayReadOwner(context, entity, question.id)));
  return {
    allowed: isAllowed,
    right,
    administrator: context.access.administrator,
    grounds,
    wouldGrant: isAllowed ? [] : wouldGrant,
    facts: whose ? { owner: textOf(row.owner), department: textOf(row.department) } : null,
  };
}

/** Without what the policy's rule says. */
function closed(ground: Ground): Ground {
  return { ...ground, rule: null, sentence: null };
}

/** A rule over fields the actor may not read is not shown to him; that the policy holds or not he sees by its effect. */
function readableGround(context: Context, entity: Entity, ground: Ground): Ground {
  const { model } = context.live;
  const rule = ground.rule ?? undefined;
  return isReadableRule(model, context.access, entity.name, rule) ? ground : closed(ground);
}

async function mayReadOwner(
  context: Context,
  entity: Entity,
  id: string | undefined,
): Promise<boolean> {
  if (id === undefined || !entity.features.owner) return false;
  const rights = await rightsToRecord(context, context.database.read, entity, id);
  return ['owner', 'department'].every((name) => isReadable(rights?.read(name) ?? 'hidden'));
}

const textOf = (value: unknown) => (value === null || value === undefined ? null : String(value));

/** Every policy that says something about the entity, with the columns that say whether it holds. */
function judge(
  context: Context,
  selecting: Selecting,
  entity: Entity,
  policies: readonly PolicyDef[],
  action: string,
): Judged[] {
  const { grants, mutes } = grantsAbout(policies, entity.name);
  const { model } = context.live;
  const widening = wideningOf(model, entity, action, context.actor.shareRules ?? []);
  return [...grants, ...mutes].map((grant) => {
    const isMute = grant.policy.mute === true;
    const narrow = grantedScope(grant, action, false);
    const whole = isMute ? narrow : grantedScope(grant, action, widening);
    const flag = (scope: Scope) => flagColumn(selecting, entity.name, 't', scope);
    return { grant, whole, narrow, flags: { whole: flag(whole), narrow: flag(narrow) } };
  });
}

async function judgedRow(
  context: Context,
  selecting: Selecting,
  entity: Entity,
  id: string,
): Promise<Row> {
  const own = (name: string) =>
    entity.features.owner
      ? sql`${sql.ref(`t.${name}`)} as ${sql.id(name)}`
      : sql`null as ${sql.id(name)}`;
  const columns = [own('owner'), own('department'), ...selecting.columns];
  const statement = sql`select ${sql.join(columns)} from ${sql.table(entity.table)} as ${sql.id('t')} where ${sql.ref('t.id')} = ${id}`;
  const query = fillStatement(compileStatement(context.database, statement), ruleInputs(context));
  const [row] = await context.database.read.all(query);
  if (!row) throw new AppError('record.not-found');
  return row;
}

function groundOf(
  context: Context,
  entity: Entity,
  { action, field }: Question,
  { grant, whole, flags }: Judged,
  holds: (flag: string | boolean) => boolean | null,
): Ground {
  const { model } = context.live;
  const { policy, grants } = grant;
  const { scope, rule } = actionGrant(grant, action);
  const limit = policy.mute ? limitedRows(grant) : true;
  const named = rule ?? (typeof limit === 'boolean' ? undefined : (grants.when as Rule));
  const isWidened = holds(flags.narrow) === false && holds(flags.whole) === true;
  return {
    policy: policy.policy,
    label: policy.label as Text,
    pack: model.policyPacks.get(policy.policy) ?? null,
    roles: policy.roles.map((role) => ({
      role,
      label: (model.roles.get(role)?.label as Text | undefined) ?? { 'zh-CN': role, en: role },
    })),
    mute: policy.mute ?? false,
    scope: whole === false ? 'none' : scope,
    rule: named ?? null,
    sentence: named === undefined ? null : sentenceOf(context, entity, named),
    holds: holds(flags.whole),
    widened: isWidened && levelFor(action) !== undefined,
    right: field === undefined ? null : policyRight(grants, field),
  };
}

/** A rule in the words of both languages; null when it cannot be read. */
function sentenceOf(context: Context, entity: Entity, rule: Rule): Text | null {
  const { model } = context.live;
  const names = ruleNames(lookupFor(model, undefined), entity.name);
  const { expr, problems } = checkRule(rule, names, '', { result: { kind: 'boolean' } });
  if (!expr || problems.length > 0) return null;
  const words = (locale: 'zh-CN' | 'en') =>
    describeRule(expr, { label: (path) => entity.fields.get(path)?.label[locale] ?? path }, locale);
  return { 'zh-CN': words('zh-CN'), en: words('en') };
}

/** What the engine itself answers, so that the explanation never says anything else. */
async function decided(
  context: Context,
  entity: Entity,
  { action, field, id }: Question,
): Promise<{ allowed: boolean; right: Right | null }> {
  const access = context.access.entity(entity.name);
  const asked = action === 'create' || action === 'update' ? action : 'read';
  if (id === undefined) {
    const right = field === undefined ? null : access.rightOnRows(field, asked).most;
    return { allowed: access.can(action), right };
  }
  const held = await actionsOnRecord(context, entity, id, ['read', action]);
  const allowed = held.has('read') && held.has(action) && access.can(action);
  if (field === undefined) return { allowed, right: null };
  const rights = await rightsToRecord(context, context.database.read, entity, id, asked);
  if (!rights || !allowed) return { allowed, right: 'hidden' };
  const isWritten = asked !== 'read' && rights.mayWrite(field);
  return { allowed, right: isWritten ? 'write' : rights.read(field) };
}
