// What the command palette knows without asking: what the page offers, recent records, places to go, new records,
// preferences; and which of it fits what is typed.
import { setPreferences } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { recentRecords } from '../record/recent.ts';
import { createRecord } from './create-record.ts';
import { fuzzyScore, STRONG } from './fuzzy.ts';
import { addressOf, goKeys } from './go-keys.ts';
import { offeredActions } from './page-actions.ts';
import { navigate } from './router.ts';
import { can, currentModel, signOut } from './session.ts';

export interface Command {
  group: string;
  label: string;
  detail?: string;
  icon: string;
  keys?: readonly string[];
  /** Goes on in the palette with this text instead of closing it. */
  continues?: string;
  run(): void;
}

const MOST_RECENT = 8;

const go = (to: string) => () => void navigate(to);

/** What the page one is on offers. */
export function offeredCommands(): Command[] {
  return offeredActions().flatMap(({ title, actions }) =>
    actions.map((action): Command => ({ icon: 'zap', ...action, group: title })),
  );
}

export function recentCommands(): Command[] {
  const entities = currentModel()?.entities ?? {};
  return recentRecords(MOST_RECENT).map((record) => ({
    group: t('palette.recent'),
    label: record.name,
    detail: say(entities[record.entity]?.label),
    icon: entities[record.entity]?.icon || 'clock',
    run: go(`/e/${record.entity}/${record.id}`),
  }));
}

export function placeCommands(): Command[] {
  const group = t('palette.goto');
  const items = currentModel()?.menu.groups.flatMap((each) => each.items) ?? [];
  const letters = new Map([...goKeys(items)].map(([letter, item]) => [item, letter]));
  const places = items.map((item): Command => {
    const letter = letters.get(item);
    const place = {
      group,
      label: say(item.label),
      icon: item.icon || 'box',
      run: go(addressOf(item)),
    };
    return letter ? { ...place, keys: ['G', letter.toUpperCase()] } : place;
  });
  return [
    { group, label: t('app.home'), icon: 'house', keys: ['G', 'H'], run: go('/') },
    ...places,
    { group, label: t('notify.title'), icon: 'bell', run: go('/notifications') },
    { group, label: t('settings.title'), icon: 'settings', run: go('/settings') },
  ];
}

/** New records, of what may be made. */
export function createCommands(): Command[] {
  const entities = Object.values(currentModel()?.entities ?? {});
  return entities
    .filter((entity) => can(entity.name, 'create'))
    .map((entity) => ({
      group: t('palette.actions'),
      label: t('palette.new', { entity: say(entity.label) }),
      icon: 'plus',
      run: () => void createRecord(entity.name),
    }));
}

export function preferenceCommands(showHelp: () => void): Command[] {
  const group = t('palette.preferences');
  const choice = (label: string, icon: string, patch: Parameters<typeof setPreferences>[0]) => ({
    group,
    label,
    icon,
    run: () => setPreferences(patch),
  });
  return [
    choice(t('palette.light'), 'sun', { theme: 'light' }),
    choice(t('palette.dark'), 'moon', { theme: 'dark' }),
    choice(t('palette.system'), 'monitor', { theme: 'system' }),
    choice(t('palette.compact'), 'rows-3', { density: 'compact' }),
    choice(t('palette.default'), 'rows-3', { density: 'default' }),
    choice(t('palette.comfortable'), 'rows-3', { density: 'comfortable' }),
    choice(t('palette.chinese'), 'languages', { locale: 'zh-CN' }),
    choice(t('palette.english'), 'languages', { locale: 'en' }),
    { group, label: t('help.title'), icon: 'keyboard', keys: ['?'], run: showHelp },
    {
      group,
      label: t('app.signOut'),
      icon: 'log-out',
      run: () => void signOut().then(() => location.assign('/sign-in')),
    },
  ];
}

/** Kinds of record one may search alone, after `#`. */
export function kindCommands(): Command[] {
  const entities = Object.values(currentModel()?.entities ?? {});
  return entities
    .filter((entity) => entity.searchable && can(entity.name, 'read'))
    .map((entity) => ({
      group: t('palette.kinds'),
      label: say(entity.label),
      icon: entity.icon || 'box',
      continues: `#${say(entity.label)} `,
      run: () => undefined,
    }));
}

export interface Fitting {
  commands: Command[];
  /** The best of it can hardly mean anything else. */
  isStrong: boolean;
}

/** Commands that fit, the best first within their group. `wanted` is in small letters. */
export function fitting(commands: readonly Command[], wanted: string): Fitting {
  const scored = commands
    .map((command) => ({ command, score: fuzzyScore(command.label, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score);
  return {
    commands: scored.map(({ command }) => command),
    isStrong: (scored[0]?.score ?? 0) >= STRONG,
  };
}
