// A value that is shown in part until somebody asks for the whole of it; the server writes down who did.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { request } from '../client.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';

@customElement('crm-reveal')
export class CrmReveal extends LitElement {
  static override styles = [
    base,
    css`:host{display:inline-flex;align-items:center;gap:4px;max-width:100%}.value{overflow-wrap:anywhere}`,
  ];
  /** Address of the record. */
  @property() path = '';
  @property() field = '';
  @property() label = '';
  /** What is shown to begin with. */
  @property() masked = '';
  @state() private whole: string | undefined;
  @state() private busy = false;
  readonly preferences = new PreferencesController(this);

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('path') || changed.has('masked')) this.whole = undefined;
  }

  async #press(event: Event): Promise<void> {
    // Beside it a press begins an edit.
    event.stopPropagation();
    if (this.whole !== undefined) {
      this.whole = undefined;
      return;
    }
    this.busy = true;
    try {
      const body = { field: this.field };
      const { value } = await request<{ value: string }>('POST', `${this.path}/reveal`, { body });
      this.whole = value;
    } catch (cause) {
      toast({ text: cause instanceof Error ? cause.message : t('error.unexpected'), kind: 'bad' });
    } finally {
      this.busy = false;
    }
  }

  protected override render(): TemplateResult {
    const isWhole = this.whole !== undefined;
    const name = t(isWhole ? 'widget.conceal' : 'personal.reveal');
    return html`<span class="value u-num">${this.whole ?? this.masked}</span><button type="button" class="u-box-btn" aria-label="${name} ${this.label}"
      title=${isWhole ? nothing : t('personal.revealHint')} aria-pressed=${isWhole} ?disabled=${this.busy} @click=${(
        event: Event,
      ) => void this.#press(event)}>${icon(isWhole ? 'eye-off' : 'eye', 'u-icon-s')}</button>`;
  }
}
