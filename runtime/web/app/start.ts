// Starts the application in the page.

import { applyPreferences } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { adoptDocumentStyles } from '../ui/base.ts';
import './crm-app.ts';
// Not when it is first opened: what is typed right after Ctrl+K must not be lost.
import './crm-palette.ts';
import { startRouter } from './router.ts';
import { source } from './session.ts';
import { sideWindows } from './side-windows.ts';

/** The Popover API is the youngest thing needed (Chromium 114, Firefox 125, Safari 17). */
function isSupported(): boolean {
  return 'popover' in HTMLElement.prototype && 'adoptedStyleSheets' in Document.prototype;
}

/** Without a service worker everything works but the start without a network. */
function keepOffline(): void {
  if ('serviceWorker' in navigator && isSecureContext)
    navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
}

export async function startApp(): Promise<void> {
  await applyPreferences();
  if (!isSupported()) {
    document.body.textContent = t('app.unsupported');
    return;
  }
  adoptDocumentStyles();
  source.windows = sideWindows;
  startRouter();
  document.body.append(document.createElement('crm-app'));
  if (document.readyState === 'complete') keepOffline();
  else addEventListener('load', keepOffline);
}
