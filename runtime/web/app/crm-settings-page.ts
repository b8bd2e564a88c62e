// The reader's own settings: language, theme, density, and who they are.
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import {
  type Density,
  PreferencesController,
  preferences,
  setPreferences,
  type Theme,
} from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { type Choice, segmented } from '../ui/choices.ts';
import { currentMe, source } from './session.ts';

const styles = css`
:host{display:block;overflow:auto;flex:1}
.page{max-width:720px;padding:20px 24px 48px;display:flex;flex-direction:column;gap:24px}
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
  readonly preferences = new PreferencesController(this);

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

  protected override render(): TemplateResult {
    const me = currentMe();
    const facts: [string, string][] = [
      [t('auth.name'), me?.user.name ?? ''],
      [t('auth.email'), me?.user.email ?? ''],
      [t('settings.roles'), (me?.roles ?? []).map(nameOf).join('、')],
      [t('settings.departments'), (me?.departments ?? []).map(nameOf).join('、')],
      [t('settings.timeZone'), source.timeZone],
    ];
    return html`<div class="page">${this.#look()}<section><h2>${t('settings.account')}</h2>${facts
      .filter(([, value]) => value)
      .map(
        ([label, value]) =>
          html`<div class="line"><span>${label}</span><span>${value}</span></div>`,
      )}</section></div>`;
  }
}
