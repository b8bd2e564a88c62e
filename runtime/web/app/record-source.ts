// The real source of widgets: candidates, names and nodes over HTTP, names collected into one request per entity.

import type { Json } from '../../../core/fields/field-type.ts';
import type {
  ClientEntity,
  ClientEntityHead,
  ClientField,
  ClientModel,
  ClientNode,
} from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { dateInZone } from '../../../core/rules/zones.ts';
import { getCached, getJson, type Page, type Query, uploadFile } from '../client.ts';
import type { FormRules } from '../form/form-rules.ts';
import { recentRecords, remember } from '../record/recent.ts';
import type {
  Candidate,
  CandidatePage,
  CandidateQuery,
  NodeQuery,
  StoredFile,
  WidgetSource,
} from '../widgets/source.ts';
import { fullLabel } from '../widgets/tree-rows.ts';

interface NamedRow {
  id: string;
  $name?: string | null;
  $subtitle?: string | null;
}

/** Stored formulas are the same for everybody. */
const NOBODY = { id: null, roles: [], department: null, departments: [], subordinates: [] };
const PAGE = 50;
const MOST_RECENT = 5;
const MOST_IDS = 100;
const COLLECT_MS = 5;

/** Names asked for are collected for a moment, then fetched at once and told to everybody waiting. */
class NameBook {
  readonly #known = new Map<string, string>();
  readonly #asked = new Set<string>();
  #wanted = new Map<string, Set<string>>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #fetch: (group: string, keys: string[]) => Promise<[string, string][]>;
  readonly #told: () => void;

  constructor(
    fetch: (group: string, keys: string[]) => Promise<[string, string][]>,
    told: () => void,
  ) {
    this.#fetch = fetch;
    this.#told = told;
  }

  learn(group: string, key: string, name: string): void {
    this.#known.set(`${group} ${key}`, name);
  }

  known(group: string, key: string): string | undefined {
    return this.#known.get(`${group} ${key}`);
  }

  get(group: string, key: string): string | undefined {
    const place = `${group} ${key}`;
    const known = this.#known.get(place);
    if (known !== undefined || !key || !group || this.#asked.has(place)) return known;
    this.#asked.add(place);
    const keys = this.#wanted.get(group) ?? new Set();
    this.#wanted.set(group, keys.add(key));
    this.#timer ??= setTimeout(() => void this.#ask(), COLLECT_MS);
    return undefined;
  }

  forget(): void {
    this.#known.clear();
    this.#asked.clear();
  }

  async #ask(): Promise<void> {
    this.#timer = undefined;
    const wanted = this.#wanted;
    this.#wanted = new Map();
    await Promise.all([...wanted].map(([group, keys]) => this.#askGroup(group, [...keys])));
    this.#told();
  }

  async #askGroup(group: string, keys: string[]): Promise<void> {
    for (let at = 0; at < keys.length; at += MOST_IDS) {
      const found = await this.#fetch(group, keys.slice(at, at + MOST_IDS)).catch(() => []);
      for (const [key, name] of found) this.learn(group, key, name);
    }
  }
}

async function fetchNames(entity: string, ids: string[]): Promise<[string, string][]> {
  const filter = JSON.stringify({ in: [{ var: 'id' }, ids] });
  const query = { filter, fields: '$name', limit: MOST_IDS };
  const page = await getJson<Page<NamedRow>>(`/api/records/${entity}`, query);
  return page.items.map((row) => [row.id, row.$name ?? '']);
}

async function nodesOf(classification: string, query: Query): Promise<ClientNode[]> {
  const answer = await getCached<ClientNode[] | { items: ClientNode[] }>(
    `/api/classifications/${classification}`,
    query,
  );
  return Array.isArray(answer) ? answer : answer.items;
}

/** What a source opens beside the page; the application brings it. */
export interface SideWindows {
  create(entity: string, preset: Record<string, Json>): Promise<NamedRow | undefined>;
  peek(entity: string, id: string, name: string): void;
  fetchElement(tag: string): Promise<unknown>;
}

export class RecordSource implements WidgetSource {
  windows: SideWindows | undefined;
  timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  model: ClientModel | undefined;
  readonly #events = new EventTarget();
  readonly #told = () => void this.#events.dispatchEvent(new Event('names'));
  readonly #names = new NameBook(fetchNames, this.#told);
  readonly #nodes = new NameBook((tree, codes) => this.#fetchNodes(tree, codes), this.#told);
  readonly #short = new Map<string, string>();
  readonly #ancestors = new Map<string, readonly string[]>();
  readonly #rules = new Map<string, FormRules | undefined>();
  readonly #files = new Map<string, StoredFile>();
  readonly #fileNames = new NameBook((_, ids) => this.#fetchFiles(ids), this.#told);

  today(): string {
    return dateInZone(this.now(), this.timeZone) ?? this.now().slice(0, 10);
  }

  now(): string {
    return new Date().toISOString();
  }

  async candidates(entity: string, ask: CandidateQuery): Promise<CandidatePage> {
    const isFirst = ask.q === '' && ask.cursor === null;
    const [recent, page] = await Promise.all([
      isFirst ? this.#recent(entity, ask) : [],
      this.#page(entity, ask, PAGE),
    ]);
    const known = new Set(recent.map(({ id }) => id));
    return { ...page, items: [...recent, ...page.items.filter(({ id }) => !known.has(id))] };
  }

  async #page(entity: string, ask: CandidateQuery, limit: number): Promise<CandidatePage> {
    const query: Query = {
      q: ask.q,
      fields: '$name,$subtitle',
      limit,
      cursor: ask.cursor ?? undefined,
      filter: ask.filter === undefined ? undefined : JSON.stringify(ask.filter),
    };
    const page = await getJson<Page<NamedRow>>(`/api/records/${entity}`, query, ask.signal);
    const items = page.items.map((row) => {
      const item = { id: row.id, name: row.$name || row.id };
      return row.$subtitle ? { ...item, subtitle: row.$subtitle } : item;
    });
    return { items, next: page.nextCursor };
  }

  /** What was looked at or chosen lately, as far as it may still be chosen, the last first. */
  async #recent(entity: string, ask: CandidateQuery): Promise<Candidate[]> {
    const ids = recentRecords(MOST_RECENT, entity).map(({ id }) => id);
    if (ids.length === 0) return [];
    const own: Rule = { in: [{ var: 'id' }, ids] };
    const filter = ask.filter === undefined ? own : { and: [own, ask.filter] };
    const page = await this.#page(entity, { ...ask, filter }, MOST_RECENT);
    const order = (item: Candidate) => ids.indexOf(item.id);
    return page.items
      .map((item) => ({ ...item, recent: true }))
      .sort((a, b) => order(a) - order(b));
  }

  canCreate(entity: string): boolean {
    const head = this.model?.entities[entity];
    return head?.quickCreate === true && head.actions.includes('create');
  }

  async create(entity: string, name: string): Promise<Candidate | undefined> {
    const { nameField } = await this.entity(entity);
    const preset = nameField && name ? { [nameField]: name } : {};
    const made = await this.windows?.create(entity, preset);
    if (!made) return undefined;
    const candidate = { id: made.id, name: made.$name || name };
    this.chose(entity, candidate.id, candidate.name);
    return candidate;
  }

  peek(entity: string, id: string, name: string): void {
    this.windows?.peek(entity, id, name);
  }

  chose(entity: string, id: string, name: string): void {
    this.learnName(entity, id, name);
    remember({ entity, id, name });
  }

  name(entity: string, id: string): string | undefined {
    return this.#names.get(entity, id);
  }

  learnName(entity: string, id: string, name: string): void {
    this.#names.learn(entity, id, name);
  }

  async nodes(classification: string, query: NodeQuery): Promise<ClientNode[]> {
    const nodes = await nodesOf(classification, { ...query });
    for (const node of nodes) this.#learnPath(classification, node);
    return nodes;
  }

  #learnPath(classification: string, node: ClientNode): void {
    const codes = node.path.map((step) => step.code);
    this.#ancestors.set(`${classification} ${node.code}`, codes);
  }

  node(classification: string, code: string, short = false): string | undefined {
    const own = short ? this.#short.get(`${classification} ${code}`) : undefined;
    return this.#nodes.known(classification, code) ?? own ?? this.#nodes.get(classification, code);
  }

  learnShort(classification: string, code: string, label: string): void {
    this.#short.set(`${classification} ${code}`, label);
  }

  ancestors(classification: string, code: string): readonly string[] {
    return this.#ancestors.get(`${classification} ${code}`) ?? [];
  }

  learnNode(classification: string, code: string, label: string): void {
    this.#nodes.learn(classification, code, label);
  }

  async #fetchFiles(ids: string[]): Promise<[string, string][]> {
    const filter = JSON.stringify({ in: [{ var: 'id' }, ids] });
    const page = await getJson<Page<StoredFile>>('/api/records/file', {
      filter,
      fields: 'name,size,type',
      limit: MOST_IDS,
    });
    for (const file of page.items) this.learnFile(file);
    return page.items.map((file) => [file.id, file.name]);
  }

  /** Codes of another edition are written "edition/code". */
  async #fetchNodes(tree: string, codes: string[]): Promise<[string, string][]> {
    const editionOf = (code: string) => code.slice(0, Math.max(0, code.indexOf('/')));
    const answers = await Promise.all(
      [...Map.groupBy(codes, editionOf)].map(async ([edition, all]) => {
        const query: NodeQuery = {
          codes: all.map((code) => code.slice(code.indexOf('/') + 1)).join(','),
        };
        if (edition) query.edition = edition;
        const nodes = await this.nodes(tree, query);
        const prefix = edition ? `${edition}/` : '';
        return nodes.map((node): [string, string] => [`${prefix}${node.code}`, fullLabel(node)]);
      }),
    );
    return answers.flat();
  }

  /** Labels are in one language: another one asks anew. */
  forgetLabels(): void {
    this.#nodes.forget();
    this.#short.clear();
  }

  onNames(told: () => void): () => void {
    this.#events.addEventListener('names', told);
    return () => this.#events.removeEventListener('names', told);
  }

  entity(name: string): Promise<ClientEntity> {
    return getCached<ClientEntity>(`/api/model/entities/${name}`);
  }

  async fetchElement(tag: string): Promise<unknown> {
    return this.windows?.fetchElement(tag);
  }

  entityNames(): readonly string[] {
    return Object.keys(this.model?.entities ?? {});
  }

  head(name: string): ClientEntityHead | undefined {
    return this.model?.entities[name];
  }

  /** The rules of an entity are loaded at the first formula; then everybody waiting is told. */
  formula(
    entity: ClientEntity,
    field: ClientField,
    values: Readonly<Record<string, Json>>,
  ): Json | undefined {
    if (field.type !== 'formula') return undefined;
    const key = `${entity.name} ${entity.hash}`;
    if (!this.#rules.has(key)) {
      this.#rules.set(key, undefined);
      void this.#loadRules(key, entity);
    }
    return this.#rules.get(key)?.formula(field, values);
  }

  async #loadRules(key: string, entity: ClientEntity): Promise<void> {
    const { makeRules } = await import('../form/rule-engine.ts');
    this.#rules.set(key, makeRules({ entity, entities: new Map(), source: this, actor: NOBODY }));
    this.#told();
  }

  upload(file: File, progress: (share: number) => void, signal: AbortSignal): Promise<StoredFile> {
    return uploadFile<StoredFile>(file, progress, signal);
  }

  file(id: string): StoredFile | undefined {
    const known = this.#files.get(id);
    if (!known) this.#fileNames.get('file', id);
    return known;
  }

  learnFile(file: StoredFile): void {
    this.#files.set(file.id, file);
  }

  fileUrl(id: string): string {
    return `/api/files/${id}`;
  }
}
