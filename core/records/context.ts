// What every record operation is given: the model, the database, who acts, and the moment. No clock or id is made inside.
import { type Access, accessOf } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import { AppError } from '../errors.ts';
import type { Entity, Model } from '../model/model.ts';
import type { Connection, Database } from '../storage/database.ts';
import type { SearchLayout } from '../storage/table-layout.ts';

/** A model that is live, under its version number. */
export interface LiveModel {
  readonly model: Model;
  /** Number of the metadata version; the change log records it. */
  readonly version: number;
  /** Search tables with the slots of their fields. */
  readonly searches: Readonly<Record<string, SearchLayout>>;
}

export interface Context {
  readonly live: LiveModel;
  readonly database: Database;
  readonly actor: Actor;
  readonly access: Access;
  /** Instant of the request, ISO 8601 UTC. */
  readonly now: string;
  /** Calendar date of `now` in the actor's time zone. */
  readonly today: string;
  /** A new time-ordered record id (UUID version 7, RFC 9562). */
  newId(): string;
  /** Signs cursors. */
  readonly secret: string;
  /** Id of the request, for the change log. */
  readonly request?: string;
}

export interface Surroundings {
  readonly live: LiveModel;
  readonly database: Database;
  readonly secret: string;
  now(): Date;
  newId(): string;
}

/** The context of one request of one actor. */
export function contextFor(surroundings: Surroundings, actor: Actor, request?: string): Context {
  const now = surroundings.now();
  return {
    live: surroundings.live,
    database: surroundings.database,
    actor,
    access: accessOf(surroundings.live.model, actor),
    now: now.toISOString(),
    today: calendarDate(now, actor.timeZone),
    newId: surroundings.newId,
    secret: surroundings.secret,
    request,
  };
}

interface ZoneDate {
  readonly format: Intl.DateTimeFormat;
  readonly minute: number;
  readonly date: string;
}
const zoneDates = new Map<string, ZoneDate>();

/** The calendar date of an instant in a time zone, as `2026-03-01`. Dates change on whole minutes, so that one is kept. */
export function calendarDate(instant: Date, timeZone: string): string {
  const minute = Math.floor(instant.getTime() / 60_000);
  const known = zoneDates.get(timeZone);
  if (known?.minute === minute) return known.date;
  const format =
    known?.format ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const date = format.format(instant);
  zoneDates.set(timeZone, { format, minute, date });
  return date;
}

/** The entity of a name, or `record.unknown-entity`; also for one the actor may not see at all. */
export function entityOf(context: Context, name: string): Entity {
  const entity = context.live.model.entities.get(name);
  if (!entity || !context.access.entity(name).can('read'))
    throw new AppError('record.unknown-entity', { entity: name });
  return entity;
}

/** A connection inside a transaction together with the context: what the steps of a write share. */
export interface Writing {
  readonly context: Context;
  readonly connection: Connection;
}
