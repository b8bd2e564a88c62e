// The reader's own settings: language, theme, density and who they are; how they sign in; for administrators also how others do.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  type Density,
  PreferencesController,
  preferences,
  setPreferences,
  type Theme,
} from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import type { TextKey } from '../i18n/zh-cn.ts';
import { base } from '../ui/base.ts';
import { type Choice, segmented } from '../ui/choices.ts';
import { skeletonLines } from '../ui/states.ts';
import { can, currentMe, source } from './session.ts';

interface Section {
  readonly label: TextKey;
  readonly load?: () => Promise<unknown>;
  readonly render: () => TemplateResult;
  readonly forAdministrators?: boolean;
  /** Entity one must be able to read. */
  readonly entity?: string;
  /** Reached from elsewhere, not by a tab. */
  readonly isInner?: boolean;
  /** Takes the whole width. */
  readonly isWide?: boolean;
}

const styles = css`
:host{display:block;overflow:auto;flex:1}
.u-tabs{position:sticky;top:0;z-index:1;background:var(--bg)}
.page{max-width:720px;padding:20px 24px 48px;display:flex;flex-direction:column;gap:24px}
.page-wide{max-width:none}
h2{font-size:14px;line-height:20px;font-weight:600;margin-bottom:12px}
section+section{border-top:1px solid var(--line);padding-top:20px}
.line{display:grid;grid-template-columns:140px minmax(0,1fr);gap:12px;align-items:center;min-height:44px}
.line>span:first-child,dt{color:var(--fg-2)}
@media (max-width:760px){.line{grid-template-columns:1fr;gap:4px;padding-bottom:8px}}
`;

const nameOf = (entry: string | { name?: string }) =>
  typeof entry === 'string' ? entry : (entry.name ?? '');

@customElement('crm-settings-page')
export class CrmSettingsPage extends LitElement {
  static override styles = [base, styles];
  /** The last part of the address. */
  @property() section = 'appearance';
  readonly preferences = new PreferencesController(this);
  readonly #loaded = new Set<string>();

  readonly #sections: Readonly<Record<string, Section>> = {
    appearance: { label: 'account.appearance', render: () => this.#appearance() },
    security: {
      label: 'account.security',
      load: () => import('../account/crm-own-security.ts'),
      render: () => html`<crm-own-security></crm-own-security>`,
    },
    people: {
      label: 'account.people',
      load: () => import('../account/crm-people-accounts.ts'),
      render: () => html`<crm-people-accounts></crm-people-accounts>`,
      forAdministrators: true,
    },
    access: {
      label: 'rights.title',
      load: () => import('../permissions/crm-permissions.ts'),
      render: () => html`<crm-permissions></crm-permissions>`,
      forAdministrators: true,
      entity: 'department',
      isWide: true,
    },
    audit: {
      label: 'audit.title',
      load: () => import('../audit/crm-audit-log.ts'),
      render: () => html`<crm-audit-log></crm-audit-log>`,
      forAdministrators: true,
    },
    organisation: {
      label: 'organisation.title',
      load: () => import('../organisation/crm-organisation.ts'),
      render: () => html`<crm-organisation></crm-organisation>`,
      isWide: true,
    },
    handover: {
      label: 'handover.open',
      load: () => import('../organisation/crm-handover.ts'),
      render: () =>
        html`<crm-handover .user=${new URLSearchParams(location.search).get('user') ?? ''}></crm-handover>`,
      forAdministrators: true,
      isInner: true,
    },
  };

  /** On a phone the tabs scroll: the one that is shown is in sight. */
  protected override updated(changed: PropertyValues): void {
    const tab = this.renderRoot.querySelector('.u-tab[aria-current=page]');
    if (changed.has('section')) tab?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }

  #tabs(current: string): TemplateResult {
    const isAdministrator = currentMe()?.administrator === true;
    const shown = Object.entries(this.#sections).filter(
      ([, { isInner, forAdministrators, entity }]) =>
        !isInner &&
        (isAdministrator || !forAdministrators) &&
        (entity === undefined || can(entity, 'read')),
    );
    return html`<nav class="u-tabs" aria-label=${t('settings.title')}>${shown.map(
      ([name, { label }]) =>
        html`<a class="u-tab" href="/settings/${name}" aria-current=${name === current ? 'page' : nothing}>${t(label)}</a>`,
    )}</nav>`;
  }

  #content(name: string, { load, render }: Section): TemplateResult {
    if (!load || this.#loaded.has(name)) return render();
    void load().then(() => {
      this.#loaded.add(name);
      this.requestUpdate();
    });
    return skeletonLines(6);
  }

  #line<V extends string>(
    label: string,
    name: string,
    value: V,
    choices: readonly Choice<V>[],
    onChange: (value: V) => void,
  ): TemplateResult {
    return html`<div class="line"><span id="${name}-label">${label}</span><div>${segmented({ name, value, choices, labelledBy: `${name}-label`, onChange })}</div></div>`;
  }

  #look(): TemplateResult {
    const { locale, theme, density } = preferences();
    const languages: Choice<'zh-CN' | 'en'>[] = [
      { value: 'zh-CN', label: t('settings.chinese') },
      { value: 'en', label: t('settings.english') },
    ];
    const themes: Choice<Theme>[] = [
      { value: 'system', label: t('settings.themeSystem') },
      { value: 'light', label: t('settings.themeLight') },
      { value: 'dark', label: t('settings.themeDark') },
    ];
    const densities: Choice<Density>[] = [
      { value: 'compact', label: t('settings.densityCompact') },
      { value: 'default', label: t('settings.densityDefault') },
      { value: 'comfortable', label: t('settings.densityComfortable') },
    ];
    return html`<section><h2>${t('settings.look')}</h2>${this.#line(t('settings.language'), 'language', locale, languages, (value) => setPreferences({ locale: value }))}${this.#line(
      t('settings.theme'),
      'theme',
      theme,
      themes,
      (value) => setPreferences({ theme: value }),
    )}${this.#line(t('settings.density'), 'density', density, densities, (value) => setPreferences({ density: value }))}</section>`;
  }

  #appearance(): TemplateResult {
    const me = currentMe();
    const facts: [string, string][] = [
      [t('auth.name'), me?.user.name ?? ''],
      [t('auth.email'), me?.user.email ?? ''],
      [t('settings.roles'), (me?.roles ?? []).map(nameOf).join('、')],
      [t('settings.departments'), (me?.departments ?? []).map(nameOf).join('、')],
      [t('settings.timeZone'), source.timeZone],
    ];
    return html`${this.#look()}<section><h2>${t('settings.account')}</h2>${facts
      .filter(([, value]) => value)
      .map(
        ([label, value]) =>
          html`<div class="line"><span>${label}</span><span>${value}</span></div>`,
      )}</section>`;
  }

  protected override render(): TemplateResult {
    const name = Object.hasOwn(this.#sections, this.section) ? this.section : 'appearance';
    const section = this.#sections[name];
    return html`${this.#tabs(name)}<div class="page ${section?.isWide ? 'page-wide' : ''}">${section && this.#content(name, section)}</div>`;
  }
}
