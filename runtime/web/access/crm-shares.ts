// Whom a record is shared with: people, teams, departments and roles, each with level, part and end. Whoever may share
// gives, changes and takes back; everybody gives back what he was given.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import { confirm } from '../app/confirm.ts';
import { navigate } from '../app/router.ts';
import { currentMe } from '../app/session.ts';
import { getJson, request } from '../client.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-menu.ts';
import type { MenuItem } from '../ui/crm-menu.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { avatar, tag } from '../ui/tag.ts';
import { shortMoment } from '../widgets/display.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { kindLabel, levelLabel, type Share, type Shares } from './share.ts';

const styles = css`
:host{display:block;padding:4px 16px 24px;border-top:1px solid var(--line)}
.head{display:flex;align-items:center;gap:8px;min-height:44px}
h2{font-size:12px;line-height:20px;font-weight:600;color:var(--fg-2);flex:1}
li{display:flex;align-items:flex-start;gap:8px;padding:6px 0}
.mark{display:grid;place-items:center;width:20px;height:20px;flex:none;color:var(--fg-3)}
.who{display:flex;flex-wrap:wrap;gap:2px 6px;align-items:center;min-width:0}
.over{color:var(--fg-3)}
li crm-menu{margin:-4px 0;flex:none}
`;
const MARKS = { team: 'users', department: 'network', role: 'shield-user' } as const;

@customElement('crm-shares')
export class CrmShares extends LitElement {
  static override styles = [base, styles];

  @property({ attribute: false }) declare entity: ClientEntity;
  @property({ attribute: false }) declare source: WidgetSource;
  @property() recordId = '';
  /** Asks again when the record has a new version. */
  @property({ type: Number }) version = 0;
  @state() private shares: Shares | undefined;
  readonly preferences = new PreferencesController(this);

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('recordId') || changed.has('version')) void this.#load();
  }

  get #path(): string {
    return `/api/records/${this.entity.name}/${this.recordId}/shares`;
  }

  async #load(): Promise<void> {
    const { recordId } = this;
    // Where the record is out of reach, the page itself says so.
    const shares = await getJson<Shares>(this.#path).catch(() => undefined);
    if (recordId === this.recordId) this.shares = shares;
  }

  async #ask(share?: Share): Promise<void> {
    const { askShare } = await import('./crm-share-dialog.ts');
    const { entity, recordId, source } = this;
    if (await askShare({ entity, recordId, source, share })) await this.#load();
  }

  async #remove(share: Share, isOwn: boolean): Promise<void> {
    const yes = t(isOwn ? 'share.leave' : 'share.remove');
    const text = t('share.leaveHint');
    if (isOwn && !(await confirm({ title: yes, text, yes, danger: true }))) return;
    try {
      await request('DELETE', `${this.#path}/${share.id}`);
      toast({ text: t(isOwn ? 'share.left' : 'share.removed') });
    } catch (cause) {
      toast({ text: cause instanceof Error ? cause.message : t('error.unexpected'), kind: 'bad' });
    }
    const isGone = isOwn && !(await getJson(this.#path).catch(() => undefined));
    if (isGone) await navigate(`/e/${this.entity.name}`);
    else await this.#load();
  }

  #acts(share: Share, isOwn: boolean): MenuItem[] {
    const items: MenuItem[] = [];
    const mayShare = this.shares?.mayShare ?? false;
    if (mayShare)
      items.push({ label: t('share.change'), icon: 'pencil', run: () => void this.#ask(share) });
    if (mayShare || isOwn)
      items.push({
        label: t(isOwn ? 'share.leave' : 'share.remove'),
        icon: isOwn ? 'log-out' : 'x',
        danger: true,
        run: () => void this.#remove(share, isOwn),
      });
    return items;
  }

  #share(share: Share): TemplateResult {
    const { principal, part, level, expires_at: expires } = share;
    const name = principal.name ?? t('share.unseen');
    const isOver = expires !== null && expires <= this.source.now();
    const acts = this.#acts(
      share,
      principal.kind === 'user' && principal.id === currentMe()?.user.id,
    );
    const mark =
      principal.kind === 'user'
        ? avatar(name)
        : html`<span class="mark">${icon(MARKS[principal.kind])}</span>`;
    return html`<li class=${isOver ? 'over' : ''}>${mark}<div class="u-grow"><div class="who"><span class="u-strong">${name}</span>${
      principal.kind === 'user'
        ? nothing
        : html`<span class="u-meta">${kindLabel(principal.kind)}</span>`
    }${part ? tag(part, 'violet') : nothing}</div><div class="u-meta">${levelLabel(level)}${
      expires
        ? ` · ${t(isOver ? 'share.over' : 'share.until', { moment: shortMoment(expires, this.source) })}`
        : nothing
    }</div></div>${
      acts.length > 0
        ? html`<crm-menu icon="ellipsis" .label=${t('share.actions', { name })} .items=${acts}></crm-menu>`
        : nothing
    }</li>`;
  }

  protected override render(): TemplateResult {
    const { shares } = this;
    const label = t('share.add');
    return html`<div class="head"><h2>${t('share.title')}</h2>${
      shares?.mayShare
        ? html`<button type="button" class="u-btn" @click=${() => void this.#ask()}>${icon('plus')}${label}</button>`
        : nothing
    }</div>${
      shares && shares.items.length > 0
        ? html`<ul>${shares.items.map((each) => this.#share(each))}</ul>`
        : html`<p class="u-muted">${t('share.none')}</p>`
    }`;
  }
}
