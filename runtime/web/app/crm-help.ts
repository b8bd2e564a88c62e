// The sheet of keyboard shortcuts (?), by where they hold.
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { say, t } from '../i18n/t.ts';
import type { TextKey } from '../i18n/zh-cn.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-dialog.ts';
import { kbd } from '../ui/tag.ts';
import { goKeys } from './go-keys.ts';
import { currentModel } from './session.ts';

type Line = readonly [keys: readonly string[], text: TextKey];

const GROUPS: readonly (readonly [TextKey, readonly Line[]])[] = [
  [
    'help.everywhere',
    [
      [['Ctrl', 'K'], 'help.palette'],
      [['C'], 'help.create'],
      [['Ctrl', 'Z'], 'help.undo'],
      [['?'], 'help.title'],
      [['Esc'], 'help.escape'],
    ],
  ],
  [
    'help.list',
    [
      [['↑', '↓', '←', '→'], 'help.move'],
      [['Ctrl', 'Home'], 'help.ends'],
      [['Space'], 'help.select'],
      [['Shift', 'Space'], 'help.range'],
      [['Ctrl', 'A'], 'help.all'],
      [['Enter'], 'help.open'],
      [['P'], 'help.peek'],
      [['F2'], 'help.edit'],
      [['Ctrl', 'C'], 'help.copy'],
      [['F'], 'help.filter'],
      [['Alt', '←', '→'], 'help.column'],
    ],
  ],
  [
    'help.record',
    [
      [['E'], 'help.editRecord'],
      [['J'], 'help.next'],
      [['K'], 'help.previous'],
    ],
  ],
  [
    'help.form',
    [
      [['Ctrl', 'S'], 'help.save'],
      [['Ctrl', 'Enter'], 'help.save'],
      [['今天', '+3', '11-20'], 'help.dates'],
    ],
  ],
];

const styles = css`
.groups{columns:2;column-gap:32px}
section{break-inside:avoid;margin-bottom:16px}
h3{font-size:12px;font-weight:600;color:var(--fg-3);margin-bottom:4px}
.line{display:flex;align-items:center;justify-content:space-between;gap:12px;min-height:30px}
.keys{display:flex;gap:3px;flex:none}
@media (max-width:760px){.groups{columns:1}}
`;

@customElement('crm-help')
export class CrmHelp extends LitElement {
  static override styles = [base, styles];

  @property({ attribute: false }) declare close: () => void;

  #line(keys: readonly string[], text: string): TemplateResult {
    return html`<div class="line"><span>${text}</span><span class="keys">${kbd(...keys)}</span></div>`;
  }

  #places(): TemplateResult {
    const items = currentModel()?.menu.groups.flatMap((group) => group.items) ?? [];
    return html`<section><h3>${t('help.go')}</h3>${this.#line(['G', 'H'], t('app.home'))}${[
      ...goKeys(items),
    ].map(([key, item]) => this.#line(['G', key.toUpperCase()], say(item.label)))}</section>`;
  }

  protected override render(): TemplateResult {
    return html`<crm-dialog wide open dialog-title=${t('help.title')} @dialog-close=${() => this.close()}><div class="groups" role="group" tabindex="0" aria-label=${t('help.title')}>${GROUPS.map(
      ([title, lines]) =>
        html`<section><h3>${t(title)}</h3>${lines.map(([keys, text]) => this.#line(keys, t(text)))}</section>`,
    )}${this.#places()}</div></crm-dialog>`;
  }
}

export function showHelp(): void {
  if (document.querySelector('crm-help')) return;
  const sheet = document.createElement('crm-help') as CrmHelp;
  sheet.close = () => sheet.remove();
  document.body.append(sheet);
}
