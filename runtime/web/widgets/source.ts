// What widgets ask for instead of fetching: candidates, names, tree nodes, files. The app brings the real one.

import type { Json } from '../../../core/fields/field-type.ts';
import type {
  ClientEntity,
  ClientEntityHead,
  ClientField,
  ClientNode,
} from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';

export interface Candidate {
  id: string;
  name: string;
  subtitle?: string;
  /** Looked at or chosen lately. */
  recent?: boolean;
}
export interface CandidatePage {
  items: Candidate[];
  next: string | null;
}
export interface CandidateQuery {
  q: string;
  cursor: string | null;
  /** Only records for which this rule holds. */
  filter?: Rule;
  signal?: AbortSignal;
}
export interface NodeQuery {
  parent?: string;
  q?: string;
  codes?: string;
  edition?: string;
}
export interface StoredFile {
  id: string;
  name: string;
  size: number;
  type: string;
}

export interface WidgetSource {
  readonly timeZone: string;
  today(): string;
  now(): string;
  candidates(entity: string, query: CandidateQuery): Promise<CandidatePage>;
  /** May the reader make a record of this entity without leaving the form? */
  canCreate(entity: string): boolean;
  /** Asks for a new record, its name field holding `name`; nothing when the reader thinks better of it. */
  create(entity: string, name: string): Promise<Candidate | undefined>;
  /** Shows a record beside the page. */
  peek(entity: string, id: string, name: string): void;
  /** Remembers a choice, so that it is offered first next time. */
  chose(entity: string, id: string, name: string): void;
  /** The display name if it is known already; otherwise it is asked for and `onNames` is told when it is there. */
  name(entity: string, id: string): string | undefined;
  learnName(entity: string, id: string, name: string): void;
  nodes(classification: string, query: NodeQuery): Promise<ClientNode[]>;
  /** The label of a node with its ancestors, like `name`; `short`: its own label will do. */
  node(classification: string, code: string, short?: boolean): string | undefined;
  learnShort(classification: string, code: string, label: string): void;
  /** Codes above a node that was fetched, from the root down. */
  ancestors(classification: string, code: string): readonly string[];
  learnNode(classification: string, code: string, label: string): void;
  onNames(told: () => void): () => void;
  entity(name: string): Promise<ClientEntity>;
  head(name: string): ClientEntityHead | undefined;
  /** Names of the entities the reader may see. */
  entityNames(): readonly string[];
  /** The value of a formula for a line that is not stored yet; undefined: only the server knows. */
  formula?(
    entity: ClientEntity,
    field: ClientField,
    values: Readonly<Record<string, Json>>,
  ): Json | undefined;
  /** Fetches an element that is itself made of widgets, so that they cannot bring it. */
  fetchElement(tag: string): Promise<unknown>;
  upload(file: File, progress: (share: number) => void, signal: AbortSignal): Promise<StoredFile>;
  file(id: string): StoredFile | undefined;
  learnFile(file: StoredFile): void;
  fileUrl(id: string): string;
}
