// Tables of the engine itself. Their names begin with `_`, which no entity's can.
import type { ColumnKind } from '../fields/field-type.ts';
import type { ColumnLayout, TableLayout } from './table-layout.ts';

type Columns = Readonly<Record<string, ColumnKind | 'row-number' | 'text!' | 'integer!'>>;

function table(
  name: string,
  columns: Columns,
  options: Partial<Pick<TableLayout, 'primaryKey' | 'indexes'>> = {},
): TableLayout {
  const layouts: ColumnLayout[] = Object.entries(columns).map(([column, kind]) => ({
    name: column,
    id: column,
    kind: kind.replace('!', '') as ColumnKind,
    scale: 0,
    notNull: kind.endsWith('!') || undefined,
  }));
  return {
    name,
    id: name,
    columns: layouts,
    primaryKey: options.primaryKey,
    indexes: options.indexes ?? [],
  };
}

function index(name: string, columns: string[], unique = false) {
  return { name, columns, unique, liveOnly: false };
}

export const internalTables: readonly TableLayout[] = [
  /** Named values: the layout in force, its hash, the metadata version, the set-up state. */
  table('_meta', { name: 'text!', value: 'text!' }, { primaryKey: ['name'] }),
  /** Every metadata version that was live: number, hash, when. */
  table(
    '_metadata_version',
    { number: 'integer!', hash: 'text!', packs: 'text!', applied_at: 'text!' },
    { primaryKey: ['number'] },
  ),
  /** The client's own changes to the metadata, as files of a pack. */
  table(
    '_site_file',
    { path: 'text!', content: 'text!', changed_at: 'text!', changed_by: 'text' },
    { primaryKey: ['path'] },
  ),
  /** Changes an administrator has not applied yet; `null` as content takes the file out of the site layer. */
  table(
    '_draft_file',
    { user: 'text!', path: 'text!', content: 'text!', changed_at: 'text!' },
    { primaryKey: ['user', 'path'] },
  ),
  /** Every classification node with itself and all its ancestors, as records store them. */
  table(
    '_closure',
    { tree: 'text!', ancestor: 'text!', descendant: 'text!', depth: 'integer!' },
    {
      primaryKey: ['tree', 'ancestor', 'descendant'],
      indexes: [index('i__closure__up', ['tree', 'descendant'])],
    },
  ),
  /** Single records given to people, teams, departments or roles beyond what policies say. */
  table(
    '_share',
    {
      id: 'text!',
      /** Id of the entity, which stays when it is renamed. */
      entity: 'text!',
      record: 'text!',
      /** Id of whom it is shared with, and which kind of record that is. */
      principal: 'text!',
      principal_kind: 'text!',
      level: 'text!',
      /** What the person does here: "presales". */
      part: 'text',
      expires_at: 'text',
      created_at: 'text!',
      created_by: 'text',
    },
    {
      primaryKey: ['id'],
      indexes: [
        index('u__share__record', ['entity', 'record', 'principal'], true),
        index('i__share__principal', ['principal', 'entity']),
      ],
    },
  ),
  /** What people propose to create or change, on its way through first and final review. */
  table(
    '_proposal',
    {
      id: 'text!',
      /** Id of the entity, which stays when it is renamed. */
      entity: 'text!',
      /** The record to change; the one that was created, once it was. */
      record: 'text',
      kind: 'text!',
      state: 'text!',
      /** Field → proposed value, and field → value when it was filed. */
      changes: 'text!',
      before: 'text!',
      comment: 'text',
      filed_by: 'text!',
      department: 'text',
      filed_at: 'text!',
      first_by: 'text',
      first_at: 'text',
      first_comment: 'text',
      final_by: 'text',
      final_at: 'text',
      final_comment: 'text',
    },
    {
      primaryKey: ['id'],
      indexes: [
        index('i__proposal__state', ['state', 'filed_at']),
        index('i__proposal__filed_by', ['filed_by', 'filed_at']),
        index('i__proposal__record', ['entity', 'record']),
      ],
    },
  ),
  /** Which records hold which files, by the ids of entity and field. */
  table(
    '_file_use',
    { file: 'text!', entity: 'text!', record: 'text!', field: 'text!' },
    {
      primaryKey: ['file', 'entity', 'record', 'field'],
      indexes: [index('i__file_use__record', ['entity', 'record', 'field'])],
    },
  ),
  /** Append-only change log; `hash` chains each row to the one before. */
  table(
    '_audit',
    {
      seq: 'row-number',
      at: 'text!',
      actor: 'text',
      actor_kind: 'text!',
      entity: 'text!',
      record: 'text!',
      action: 'text!',
      version: 'integer!',
      changes: 'text!',
      metadata: 'integer!',
      request: 'text',
      /** Random part of the hash; gone with the values of a redacted row. */
      salt: 'text',
      /** 1 when values were taken out of the row. */
      redacted: 'integer',
      hash: 'text!',
    },
    {
      indexes: [
        index('i__audit__record', ['entity', 'record', 'seq']),
        index('i__audit__entity', ['entity', 'seq']),
        index('i__audit__actor', ['actor', 'seq']),
        index('i__audit__action', ['action', 'seq']),
        index('i__audit__at', ['at']),
      ],
    },
  ),
  /** What leaves the process after commit: notifications, webhooks, mail, streams. */
  table(
    '_outbox',
    {
      seq: 'row-number',
      id: 'text!',
      at: 'text!',
      topic: 'text!',
      payload: 'text!',
      attempts: 'integer!',
      due: 'text!',
      done: 'text',
    },
    { indexes: [index('i__outbox__due', ['done', 'due'])] },
  ),
  /** Counters of auto-numbers: one row per entity, field and period. */
  table('_sequence', { name: 'text!', value: 'integer!' }, { primaryKey: ['name'] }),
  table(
    '_credential',
    /** `history`: JSON list of former hashes; `must_change`: somebody else chose the password. */
    {
      user: 'text!',
      password: 'text!',
      changed_at: 'text!',
      history: 'text',
      must_change: 'integer',
    },
    { primaryKey: ['user'] },
  ),
  table(
    '_session',
    {
      hash: 'text!',
      user: 'text!',
      created_at: 'text!',
      expires_at: 'text!',
      seen_at: 'text!',
      agent: 'text',
      address: 'text',
      /** What must be done before anything else: `factor`, `enrol` or `password`. */
      pending: 'text',
      /** The administrator who looks at the product as `user`. */
      viewer: 'text',
    },
    { primaryKey: ['hash'], indexes: [index('i__session__user', ['user'])] },
  ),
  table(
    '_api_key',
    {
      id: 'text!',
      hash: 'text!',
      user: 'text!',
      label: 'text!',
      created_at: 'text!',
      expires_at: 'text',
      used_at: 'text',
      hint: 'text!',
      /** JSON: what is left of the person's rights. */
      limits: 'text',
    },
    {
      primaryKey: ['id'],
      indexes: [index('u__api_key__hash', ['hash'], true), index('i__api_key__user', ['user'])],
    },
  ),
  /** One-time links: set-up, password reset. Only hashes are stored. */
  table(
    '_token',
    { hash: 'text!', purpose: 'text!', user: 'text', expires_at: 'text!' },
    { primaryKey: ['hash'] },
  ),
  /** Second factors: the sealed secret, and the last time step whose code was used. */
  table(
    '_factor',
    {
      user: 'text!',
      secret: 'text!',
      created_at: 'text!',
      confirmed_at: 'text',
      last_step: 'integer!',
    },
    { primaryKey: ['user'] },
  ),
  /** Codes for when the second factor is lost; each goes with its use. */
  table('_recovery_code', { user: 'text!', hash: 'text!' }, { primaryKey: ['user', 'hash'] }),
  /** Who somebody is at an identity provider. */
  table(
    '_identity',
    { provider: 'text!', subject: 'text!', user: 'text!', created_at: 'text!' },
    { primaryKey: ['provider', 'subject'], indexes: [index('i__identity__user', ['user'])] },
  ),
  /** Failed attempts per account and per network, by the minute. */
  table(
    '_attempt',
    { name: 'text!', window: 'text!', count: 'integer!' },
    { primaryKey: ['name', 'window'] },
  ),
  /** Answers by Idempotency-Key, per actor. */
  table(
    '_idempotency',
    {
      key: 'text!',
      actor: 'text!',
      request: 'text!',
      status: 'integer',
      body: 'text',
      etag: 'text',
      at: 'text!',
    },
    { primaryKey: ['actor', 'key'] },
  ),
];
