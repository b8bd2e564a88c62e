// Language, theme and density of this browser: kept in localStorage, applied to <html>, told to every page without reload.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Locale } from '../../../core/errors.ts';
import { loadCatalog } from './catalog.ts';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'default' | 'comfortable';
export interface Preferences {
  locale: Locale;
  theme: Theme;
  density: Density;
  /** Side bar reduced to icons. */
  collapsed: boolean;
}

const KEY = 'crm.preferences';
const changes = new EventTarget();

function browserLocale(): Locale {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

function stored(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>;
  } catch {
    return {};
  }
}

let own: Partial<Preferences> = stored();
let accountLocale: Locale | undefined;

export function preferences(): Preferences {
  return {
    locale: own.locale ?? accountLocale ?? browserLocale(),
    theme: own.theme ?? 'system',
    density: own.density ?? 'default',
    collapsed: own.collapsed ?? false,
  };
}

/** Theme and density of the page. */
export function applyLook(): void {
  const { theme, density } = preferences();
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.dataset.density = density;
}

/** Applies what is chosen; every page is told, once the texts of the language are there. */
export async function applyPreferences(): Promise<void> {
  applyLook();
  await loadCatalog(preferences().locale);
  document.documentElement.lang = preferences().locale;
  changes.dispatchEvent(new Event('change'));
}

export function setPreferences(patch: Partial<Preferences>): void {
  own = { ...own, ...patch };
  try {
    localStorage.setItem(KEY, JSON.stringify(own));
  } catch {
    // Private windows may refuse storage; the choice then lasts as long as the page.
  }
  void applyPreferences();
}

/** The language of the account, used until this browser has a choice of its own. */
export function setAccountLocale(locale: string | undefined): void {
  accountLocale = locale === 'zh-CN' || locale === 'en' ? locale : undefined;
  void applyPreferences();
}

/** Re-renders its host whenever a preference changes. */
export class PreferencesController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #changed = () => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    changes.addEventListener('change', this.#changed);
  }

  hostDisconnected(): void {
    changes.removeEventListener('change', this.#changed);
  }
}
