// The views of one list: those of the packs, the reader's own and those shared with everyone, in the reader's order.
// Saved ones are records of `saved_view`; order and first view are the reader's record of `list_setting`.
import type { ClientEntity, ClientView } from '../../../core/model/client.ts';
import { can, currentMe } from '../app/session.ts';
import { getJson, type Page, request } from '../client.ts';
import { say } from '../i18n/t.ts';
import { type ListDefinition, packDefinition, readDefinition } from './list-definition.ts';

interface ViewRecord {
  id: string;
  version: number;
  name: string;
  visibility: 'mine' | 'everyone';
  definition: unknown;
  owner: string | { id: string } | null;
}

interface SettingRecord {
  id: string;
  version: number;
  views: unknown;
  first: string | null;
}

/** One tab of a list. */
export interface ListView {
  /** Name of a view of the packs, or id of a saved one. */
  readonly key: string;
  readonly label: string;
  readonly definition: ListDefinition;
  readonly pack?: ClientView;
  readonly saved?: {
    readonly version: number;
    readonly isOwn: boolean;
    readonly isShared: boolean;
  };
}

const VIEWS = '/api/records/saved_view';
const SETTINGS = '/api/records/list_setting';
const FIELDS = 'id,version,name,visibility,definition,owner';

function rank(order: readonly string[], key: string): number {
  const at = order.indexOf(key);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

export class ListViews {
  readonly entity: ClientEntity;
  #saved: ViewRecord[] = [];
  #setting: SettingRecord | undefined;
  #order: readonly string[] = [];
  #first: string | null = null;

  constructor(entity: ClientEntity) {
    this.entity = entity;
  }

  /** May the reader save views at all? */
  get canSave(): boolean {
    return can('saved_view', 'create');
  }

  get packs(): ClientView[] {
    return this.entity.views.filter((view) => view.kind === 'table');
  }

  /** Reads what is saved; a reader without the right has the views of the packs. */
  async load(): Promise<void> {
    const me = currentMe()?.user.id;
    if (!can('saved_view', 'read') || !me) return;
    const own = { '==': [{ var: 'owner' }, { actor: 'id' }] };
    const here = { '==': [{ var: 'entity' }, this.entity.name] };
    const shared = { '==': [{ var: 'visibility' }, 'everyone'] };
    const [saved, settings] = await Promise.all([
      getJson<Page<ViewRecord>>(VIEWS, {
        filter: JSON.stringify({ and: [here, { or: [own, shared] }] }),
        fields: FIELDS,
        sort: 'created_at',
        limit: 200,
      }),
      can('list_setting', 'read')
        ? getJson<Page<SettingRecord>>(SETTINGS, {
            filter: JSON.stringify({ and: [here, own] }),
            fields: 'id,version,views,first',
            limit: 1,
          })
        : undefined,
    ]);
    this.#saved = saved.items;
    this.#setting = settings?.items[0];
    const { views, first } = this.#setting ?? { views: [], first: null };
    this.#order = Array.isArray(views) ? views.map(String) : [];
    this.#first = first;
  }

  #savedView(record: ViewRecord): ListView {
    const owner = typeof record.owner === 'object' ? record.owner?.id : record.owner;
    return {
      key: record.id,
      label: record.name,
      definition: readDefinition(record.definition, this.entity),
      saved: {
        version: record.version,
        isOwn: owner === currentMe()?.user.id,
        isShared: record.visibility === 'everyone',
      },
    };
  }

  #packView(view: ClientView): ListView {
    const definition = packDefinition(view, this.entity);
    return { key: view.name, label: say(view.label), definition, pack: view };
  }

  get all(): ListView[] {
    const views = [
      ...this.packs.map((view) => this.#packView(view)),
      ...this.#saved.map((record) => this.#savedView(record)),
    ];
    const order = this.#order;
    return views
      .map((view, at) => ({ view, at }))
      .sort((a, b) => rank(order, a.view.key) - rank(order, b.view.key) || a.at - b.at)
      .map(({ view }) => view);
  }

  /** What is shown where there is no view at all. */
  get none(): ListView {
    return { key: '', label: '', definition: packDefinition(undefined, this.entity) };
  }

  /** The view the list opens with. */
  get first(): ListView | undefined {
    const all = this.all;
    const chosen = all.find((view) => view.key === this.#first);
    return chosen ?? all.find((view) => view.pack?.default) ?? all[0];
  }

  named(key: string | null): ListView | undefined {
    return this.all.find((view) => view.key === key) ?? this.first;
  }

  #put(record: ViewRecord): void {
    const at = this.#saved.findIndex((known) => known.id === record.id);
    this.#saved = at < 0 ? [...this.#saved, record] : this.#saved.with(at, record);
  }

  async create(name: string, definition: ListDefinition): Promise<string> {
    const body = { name, entity: this.entity.name, definition };
    const record = await request<ViewRecord>('POST', VIEWS, { body });
    this.#put(record);
    return record.id;
  }

  async change(
    view: ListView,
    body: { name?: string; definition?: ListDefinition; visibility?: 'mine' | 'everyone' },
  ): Promise<void> {
    const ifMatch = view.saved?.version ?? 0;
    this.#put(await request<ViewRecord>('PATCH', `${VIEWS}/${view.key}`, { body, ifMatch }));
  }

  async remove(view: ListView): Promise<void> {
    const ifMatch = view.saved?.version ?? 0;
    await request('DELETE', `${VIEWS}/${view.key}`, { ifMatch });
    this.#saved = this.#saved.filter((record) => record.id !== view.key);
  }

  async restore(key: string): Promise<void> {
    this.#put(await request<ViewRecord>('POST', `${VIEWS}/${key}/restore`));
  }

  async setFirst(key: string): Promise<void> {
    await this.#set({ views: this.#order, first: key });
  }

  async reorder(keys: readonly string[]): Promise<void> {
    await this.#set({ views: keys, first: this.#first });
  }

  async #set(body: { views: readonly string[]; first: string | null }): Promise<void> {
    this.#order = body.views;
    this.#first = body.first;
    const known = this.#setting;
    this.#setting = known
      ? await request('PATCH', `${SETTINGS}/${known.id}`, { body, ifMatch: known.version })
      : await request('POST', SETTINGS, { body: { ...body, entity: this.entity.name } });
  }
}
