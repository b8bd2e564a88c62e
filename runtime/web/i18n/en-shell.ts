// Texts of the shell around the pages in English, part of the catalog in `en.ts`.
import type { zhCnShell } from './zh-cn-shell.ts';

export const enShell: Record<keyof typeof zhCnShell, string> = {
  'palette.here': 'On this page',
  'palette.chosen': '{count} selected',
  'palette.preferences': 'Preferences',
  'palette.people': 'People',
  'palette.kinds': 'Search in',
  'palette.hint': '@ people, # one kind of record',
  'palette.searching': 'Searching',
  'palette.found': '{count} results',
  'palette.system': 'System theme',
  'palette.compact': 'Compact rows',
  'palette.default': 'Default rows',
  'palette.comfortable': 'Comfortable rows',
  'home.nothingDue': 'Nothing is due today',
  'home.showAll': 'Show all {count}',
  'home.noRecent': 'Records you open appear here',
  'home.places': 'All modules',
  'expired.title': 'Your session has ended',
  'expired.text': 'Sign in again to go on. What is on the page is still there.',
  'expired.continue': 'Sign in and continue',
  'expired.other': 'Use another account',
  'expired.back': 'You are signed in again and can go on',
  'state.deniedAsk': 'You may not see this. Ask {contact} for the right.',
  'state.administrators': 'an administrator',
  'toast.region': 'Notices',
};
