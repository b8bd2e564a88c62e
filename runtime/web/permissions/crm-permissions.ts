// The editor of roles and rights: a role, what it may do, its fields, what is taken away; a draft until it is applied.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { confirm } from '../app/confirm.ts';
import { refresh } from '../app/router.ts';
import { currentModel, loadModel } from '../app/session.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { inputText } from '../ui/choices.ts';
import type { MenuItem } from '../ui/crm-menu.ts';
import '../ui/crm-menu.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { failedBox, skeletonLines } from '../ui/states.ts';
import { tabs } from '../ui/tabs.ts';
import './crm-field-rights.ts';
import './crm-mute-dialog.ts';
import './crm-mutes.ts';
import './crm-plan-dialog.ts';
import './crm-rights-grid.ts';
import './crm-role-dialog.ts';
import './crm-scope-chooser.ts';
import './crm-transitions-dialog.ts';
import './crm-try-as.ts';
import {
  dropDraft,
  type EntityGrants,
  type Grant,
  keepDraft,
  loadDesign,
  type Right,
  type Role,
} from './design-client.ts';
import { choiceOf, EVERYTHING, entityLabel, TRANSITIONS } from './permission-words.ts';
import { permissionsStyles } from './permissions-styles.ts';
import { type Row, Workspace } from './workspace.ts';

type Tab = 'actions' | 'fields' | 'mutes' | 'try';
const TABS: readonly Tab[] = ['actions', 'fields', 'mutes', 'try'];
/** A dialog over the page. */
type Over =
  | { readonly dialog: 'scope'; readonly row: Row; readonly action: string }
  | { readonly dialog: 'role'; readonly act: 'new' | 'copy' | 'rename' }
  | { readonly dialog: 'mute'; readonly row: Row | undefined }
  | { readonly dialog: 'plan' };
type Told<T> = CustomEvent<T>;

@customElement('crm-permissions')
export class CrmPermissions extends LitElement {
  static override styles = [base, permissionsStyles];
  @state() private space: Workspace | undefined;
  @state() private failure: unknown;
  @state() private roleKey = '';
  @state() private tab: Tab = 'actions';
  @state() private find = '';
  @state() private over: Over | undefined;
  @state() private problem = '';
  readonly preferences = new PreferencesController(this);
  #keeping: Promise<void> = Promise.resolve();

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  async #load(): Promise<void> {
    try {
      this.space = new Workspace(await loadDesign());
      if (!this.space.role(this.roleKey))
        this.roleKey = this.space.roles.find(({ administrator }) => !administrator)?.role ?? '';
    } catch (cause) {
      this.failure = cause;
    }
  }

  /** Shows a change, and keeps it in the draft. */
  #changed(): void {
    this.over = undefined;
    this.requestUpdate();
    void this.#keep();
  }

  /** One after the other, so that an older state never comes last. */
  #keep(): Promise<void> {
    this.#keeping = this.#keeping.then(async () => {
      const files = this.space?.takeFiles() ?? {};
      if (Object.keys(files).length === 0) return;
      try {
        await keepDraft(files);
        this.problem = '';
      } catch (cause) {
        this.problem = cause instanceof Error ? cause.message : t('error.unexpected');
      }
    });
    return this.#keeping;
  }

  async #review(): Promise<void> {
    await this.#keep();
    if (!this.problem) this.over = { dialog: 'plan' };
  }

  async #discard(): Promise<void> {
    const question = {
      title: t('rights.discard'),
      text: t('rights.discardHint'),
      yes: t('rights.discard'),
      danger: true,
    };
    if (!(await confirm(question))) return;
    await this.#keep();
    await dropDraft();
    await this.#load();
  }

  async #applied(): Promise<void> {
    this.over = undefined;
    toast({ text: t('rights.applied') });
    await Promise.all([this.#load(), loadModel()]);
    refresh();
  }

  /** In the order of the menu, then by name. */
  get #entities(): string[] {
    const { entities = {}, menu } = currentModel() ?? {};
    const items = menu?.groups.flatMap((group) => group.items) ?? [];
    const first = items.flatMap(({ entity }) => entity ?? []);
    const rest = Object.keys(entities).sort((a, b) => entityLabel(a).localeCompare(entityLabel(b)));
    return [...new Set([...first, ...rest])];
  }

  /** What the role has a word about comes first. */
  #rows(space: Workspace): Row[] {
    const wanted = this.find.trim().toLowerCase();
    const rows = space
      .rows(this.roleKey, [...this.#entities, EVERYTHING])
      .filter(({ entity, policy }) => entity !== EVERYTHING || policy !== undefined)
      .filter(({ entity }) => `${entityLabel(entity)} ${entity}`.toLowerCase().includes(wanted));
    const isSaid = (row: Row) => row.policy !== undefined;
    return [...rows.filter(isSaid), ...rows.filter((row) => !isSaid(row))];
  }

  #actions(space: Workspace): string[] {
    const heads = Object.values(currentModel()?.entities ?? {});
    const actions = new Set(heads.flatMap(({ actions }) => actions as readonly string[]));
    return [...actions, ...(space.transitions.size > 0 ? [TRANSITIONS] : [])];
  }

  #matrix(space: Workspace): TemplateResult {
    return html`<div class="tools"><input class="u-input" type="search" aria-label=${t('rights.find')} placeholder=${t('rights.find')} @input=${(
      event: Event,
    ) => {
      this.find = inputText(event);
    }}><span class="u-meta keys">${t('rights.gridHint')}</span><span class="legend"><span>${t('rights.inherited')}</span><b>${t('rights.own')}</b></span></div>
    <crm-rights-grid .rows=${this.#rows(space)} .actions=${this.#actions(space)} .transitions=${space.transitions} .policyLabel=${(key: string) => space.policyLabel(key)}
      @cell-open=${({ detail }: Told<{ row: Row; action: string }>) => {
        this.over = { dialog: 'scope', ...detail };
      }} @row-reset=${({ detail }: Told<{ row: Row }>) => {
        space.resetRow(this.roleKey, detail.row);
        this.#changed();
      }}></crm-rights-grid>`;
  }

  #fields(space: Workspace): TemplateResult {
    const sees = ({ grants }: Row) =>
      ['read', 'create'].some((action) => choiceOf(grants.actions?.[action]) !== 'none');
    const rows = space.rows(this.roleKey, this.#entities).filter(sees);
    return html`<crm-field-rights .rows=${rows} @field-right=${({
      detail,
    }: Told<{ row: Row; field: string; right: Right | undefined }>) => {
      space.setField(this.roleKey, detail.row, detail.field, detail.right);
      this.#changed();
    }}></crm-field-rights>`;
  }

  #mutes(space: Workspace): TemplateResult {
    return html`<crm-mutes .rows=${space.mutes(this.roleKey)} @mute-edit=${({
      detail,
    }: Told<{ row?: Row }>) => {
      this.over = { dialog: 'mute', row: detail.row };
    }} @mute-remove=${({ detail }: Told<{ row: Row }>) => {
      space.removeRow(detail.row);
      this.#changed();
    }}></crm-mutes>`;
  }

  #panel(space: Workspace): TemplateResult {
    if (this.tab === 'try') return html`<crm-try-as .entities=${this.#entities}></crm-try-as>`;
    if (this.tab === 'fields') return this.#fields(space);
    return this.tab === 'mutes' ? this.#mutes(space) : this.#matrix(space);
  }

  #menu(space: Workspace): MenuItem[] {
    const open = (act: 'copy' | 'rename') => () => {
      this.over = { dialog: 'role', act };
    };
    const remove = {
      label: t('rights.removeRole'),
      icon: 'trash-2',
      danger: true,
      separated: true,
      run: () => {
        space.removeRole(this.roleKey);
        this.roleKey = space.roles.find(({ administrator }) => !administrator)?.role ?? '';
        this.#changed();
      },
    };
    return [
      { label: t('rights.copyRole'), icon: 'copy', run: open('copy') },
      { label: t('rights.renameRole'), icon: 'pencil', run: open('rename') },
      ...(space.isOwnRole(this.roleKey) ? [remove] : []),
    ];
  }

  #roles(space: Workspace, role: Role | undefined): TemplateResult {
    const options = space.roles.map(({ role: key, label }) => {
      const people = t('rights.people', { count: space.people[key] ?? 0 });
      const mark = space.isRoleChanged(key) ? ' •' : '';
      return html`<option value=${key} .selected=${key === this.roleKey}>${say(label, key)} · ${people}${mark}</option>`;
    });
    return html`<div class="roles"><label class="u-label" for="f-role">${t('rights.role')}</label><select class="u-input" id="f-role" @change=${(
      event: Event,
    ) => {
      this.roleKey = (event.target as HTMLSelectElement).value;
    }}>${options}</select><button type="button" class="u-btn u-btn-m" @click=${() => {
      this.over = { dialog: 'role', act: 'new' };
    }}>${icon('plus')}${t('rights.newRole')}</button><crm-menu .items=${this.#menu(space)} label=${t('rights.roleActions')} icon="ellipsis" look="u-btn u-btn-m u-btn-icon"></crm-menu><p class="about">${role?.description ? say(role.description) : t('rights.intro')}</p></div>`;
  }

  #named(space: Workspace, act: 'new' | 'copy' | 'rename', text: Pick<Role, 'label'>): void {
    if (act === 'rename') space.renameRole(this.roleKey, text);
    else this.roleKey = space.addRole(text, act === 'copy' ? this.roleKey : undefined);
    this.#changed();
  }

  /** Stays open over its changes, so that it looks at the row as it is by now. */
  #transitions(space: Workspace, { entity, policy }: Row, close: () => void): TemplateResult {
    const rows = space.rows(this.roleKey, [entity]);
    const row = rows.find((each) => each.policy === policy) ?? rows[0];
    return html`<crm-transitions-dialog .row=${row} .transitions=${space.transitions.get(entity) ?? []} @transitions-close=${close}
      @transition-set=${({ detail }: Told<{ action: string; grant: Grant | undefined }>) => {
        if (row) space.setGrant(this.roleKey, row, detail.action, detail.grant);
        const { over } = this;
        this.#changed();
        this.over = over;
      }}></crm-transitions-dialog>`;
  }

  #dialog(space: Workspace): TemplateResult | typeof nothing {
    const { over, roleKey: role } = this;
    const close = () => {
      this.over = undefined;
    };
    if (over?.dialog === 'scope' && over.action === TRANSITIONS)
      return this.#transitions(space, over.row, close);
    if (over?.dialog === 'scope')
      return html`<crm-scope-chooser .row=${over.row} .action=${over.action} @chooser-close=${close} @scope-chosen=${({
        detail,
      }: Told<{ grant: Grant | undefined }>) => {
        space.setGrant(role, over.row, over.action, detail.grant);
        this.#changed();
      }}></crm-scope-chooser>`;
    if (over?.dialog === 'role') {
      const title = { new: 'newRole', copy: 'copyRole', rename: 'renameRole' } as const;
      return html`<crm-role-dialog .dialogTitle=${t(`rights.${title[over.act]}`)} .known=${over.act === 'rename' ? space.role(role) : undefined} @role-close=${close}
        @role-named=${({ detail }: Told<Pick<Role, 'label'>>) => this.#named(space, over.act, detail)}></crm-role-dialog>`;
    }
    if (over?.dialog === 'mute')
      return html`<crm-mute-dialog .entities=${this.#entities} .changed=${over.row?.entity ?? ''} .grants=${over.row?.grants ?? {}} @mute-close=${close}
        @mute-set=${({ detail }: Told<{ entity: string; grants: EntityGrants }>) => {
          space.setMute(role, detail.entity, detail.grants, over.row?.policy);
          this.#changed();
        }}></crm-mute-dialog>`;
    if (over?.dialog !== 'plan') return nothing;
    return html`<crm-plan-dialog @plan-close=${close} @plan-applied=${() => void this.#applied()}></crm-plan-dialog>`;
  }

  #bar(space: Workspace): TemplateResult | typeof nothing {
    if (!space.isChanged) return nothing;
    return html`<div class="bar" role="region" aria-label=${t('rights.pending')}>${icon('file-pen')}<span class="u-grow"><span class="u-strong">${t('rights.pending')}</span> <span class="u-meta">${this.problem || t('rights.kept')}</span></span><button
      type="button" class="u-btn u-btn-m" @click=${() => void this.#discard()}>${t('rights.discard')}</button><button type="button" class="u-btn u-btn-m u-btn-primary" @click=${() => void this.#review()}>${t('rights.review')}</button></div>`;
  }

  protected override render(): TemplateResult {
    const { space, failure, tab } = this;
    if (failure) return failedBox(failure, () => void this.#load());
    if (!space) return skeletonLines(8);
    const role = space.role(this.roleKey);
    const choices = TABS.map((name) => ({
      name,
      label: t(`rights.${name}`),
      count: name === 'mutes' ? space.mutes(this.roleKey).length || undefined : undefined,
    }));
    const onSelect = (name: string) => {
      this.tab = name as Tab;
    };
    const list = tabs({
      label: t('rights.title'),
      tabs: choices,
      current: tab,
      prefix: 'rights',
      onSelect,
    });
    const banner = html`<div class="u-banner u-banner-info">${icon('shield-check')}${t('rights.administrator')}</div>`;
    return html`<h2 class="u-sr">${t('rights.title')}</h2>${this.#roles(space, role)}${
      role?.administrator
        ? banner
        : html`${list}<div role="tabpanel" id="rights-panel" aria-labelledby="rights-${tab}">${this.#panel(space)}</div>`
    }${this.#bar(space)}${this.#dialog(space)}`;
  }
}
