// What is taken away from a role, entry by entry, in words. Tells `mute-edit` {row?} and `mute-remove` {row}.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClientEntity } from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { source } from '../app/session.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icon.ts';
import { tag } from '../ui/tag.ts';
import type { Right } from './design-client.ts';
import { isSame } from './overlay.ts';
import {
  actionLabel,
  choiceOf,
  entityLabel,
  grantLabel,
  RIGHTS,
  rightLabel,
  ruleSentence,
} from './permission-words.ts';
import type { Row } from './workspace.ts';

const styles = css`
:host{display:flex;flex-direction:column;gap:12px;max-width:820px}
li{display:flex;gap:12px;align-items:flex-start;padding:12px;border:1px solid var(--line);border-radius:8px}
ul{display:flex;flex-direction:column;gap:8px}
.what{flex:1;min-width:0;display:flex;flex-direction:column;gap:2px}
h3{font-size:13px;font-weight:600;display:flex;gap:8px;align-items:center;flex-wrap:wrap}
`;

@customElement('crm-mutes')
export class CrmMutes extends LitElement {
  static override styles = [base, styles];
  @property({ attribute: false }) rows: readonly Row[] = [];
  @state() private entities: ReadonlyMap<string, ClientEntity> = new Map();
  readonly preferences = new PreferencesController(this);
  readonly #asked = new Set<string>();

  protected override willUpdate(): void {
    for (const { entity } of this.rows) {
      if (this.#asked.has(entity) || entity === '*') continue;
      this.#asked.add(entity);
      void source.entity(entity).then((found) => {
        this.entities = new Map(this.entities).set(entity, found);
      });
    }
  }

  #tell(name: string, row?: Row): void {
    this.dispatchEvent(new CustomEvent(name, { detail: { row } }));
  }

  #fieldsAt(right: Right, { entity, grants }: Row): string {
    const fields = Object.entries(grants.fields ?? {}).filter(([, each]) => each === right);
    const known = this.entities.get(entity);
    const names = fields.map(([field]) =>
      field === '*' ? t('rights.otherFields') : say(known?.fields[field]?.label, field),
    );
    return names.length === 0 ? '' : `${rightLabel(right)}: ${names.join(t('filter.comma'))}`;
  }

  #lines(row: Row): string[] {
    const { grants, entity } = row;
    const known = this.entities.get(entity);
    const fields = RIGHTS.filter((right) => right !== 'write').map((right) =>
      this.#fieldsAt(right, row),
    );
    const actions = Object.entries(grants.actions ?? {})
      .filter(([, grant]) => choiceOf(grant) !== 'none')
      .map(([action, grant]) =>
        t('rights.muteActions', { actions: actionLabel(action), scope: grantLabel(grant) }),
      );
    const when = grants.when as Rule | undefined;
    const records =
      when === undefined
        ? t('rights.muteAll')
        : t('rights.muteSome', { rule: known ? ruleSentence(when, known) : '…' });
    return [...fields, ...actions, `${t('rights.muteWhen')}: ${records}`].filter(Boolean);
  }

  #entry(row: Row): TemplateResult {
    const isOwn = !isSame(row.grants, row.base);
    return html`<li><div class="what"><h3>${entityLabel(row.entity)}${isOwn ? tag(t('rights.own'), 'blue') : tag(t('rights.inherited'), 'gray')}</h3>${this.#lines(
      row,
    ).map((line) => html`<p>${line}</p>`)}${
      row.alsoFor.length > 0
        ? html`<p class="u-meta">${t('rights.alsoFor', { roles: row.alsoFor.join(t('filter.comma')) })}</p>`
        : nothing
    }</div><button type="button" class="u-btn" @click=${() => this.#tell('mute-edit', row)}>${t('rights.muteChange')}</button><button
      type="button" class="u-btn u-btn-icon" aria-label=${t('rights.muteRemove', { entity: entityLabel(row.entity) })} @click=${() => this.#tell('mute-remove', row)}>${icon('trash-2')}</button></li>`;
  }

  protected override render(): TemplateResult {
    const { rows } = this;
    return html`<p class="u-muted">${t('rights.mutesHint')}</p>${
      rows.length > 0
        ? html`<ul>${rows.map((row) => this.#entry(row))}</ul>`
        : html`<p>${t('rights.mutesNone')}</p>`
    }<div><button type="button" class="u-btn u-btn-m" @click=${() => this.#tell('mute-edit')}>${icon('plus')}${t('rights.addMute')}</button></div>`;
  }
}
