// The organisation: its departments, and who reports to whom.
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { segmented } from '../ui/choices.ts';
import './crm-department-tree.ts';
import './crm-reporting-tree.ts';

type Shown = 'departments' | 'reporting';

const styles = css`
:host{display:flex;flex-direction:column;gap:16px;max-width:960px}
h2{font-size:14px;line-height:20px;font-weight:600}
.head{display:flex;flex-wrap:wrap;gap:12px;align-items:center;justify-content:space-between}
`;

@customElement('crm-organisation')
export class CrmOrganisation extends LitElement {
  static override styles = [base, styles];
  @state() private shown: Shown = 'departments';
  readonly preferences = new PreferencesController(this);

  protected override render(): TemplateResult {
    const names = ['departments', 'reporting'] as const;
    const choice = segmented<Shown>({
      name: 'shown',
      value: this.shown,
      label: t('organisation.title'),
      choices: names.map((value) => ({ value, label: t(`organisation.${value}`) })),
      onChange: (value) => {
        this.shown = value;
      },
    });
    return html`<div class="head"><h2>${t('organisation.title')}</h2>${choice}</div>${
      this.shown === 'departments'
        ? html`<crm-department-tree></crm-department-tree>`
        : html`<crm-reporting-tree></crm-reporting-tree>`
    }`;
  }
}
