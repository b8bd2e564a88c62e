// What the sections of an account share: forms that send something, their problems at fields, and being busy.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { ApiError } from '../client.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icon.ts';
import { accountStyles } from './account-styles.ts';

export class AccountElement extends LitElement {
  static override styles = [base, accountStyles];

  @state() protected problem = '';
  @state() protected errors: Readonly<Record<string, string>> = {};
  @state() protected busy = false;
  @state() protected shown = false;
  readonly preferences = new PreferencesController(this);

  /** Fields the server may name in its problems. */
  protected fieldNames: readonly string[] = [];

  /** Runs a request; what it refuses is told at its field or above the form. @returns true when it succeeded */
  protected async attempt(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = '';
    this.errors = {};
    try {
      await work();
      return true;
    } catch (cause) {
      this.#refused(cause);
      return false;
    } finally {
      this.busy = false;
    }
  }

  #refused(cause: unknown): void {
    const problems = cause instanceof ApiError ? cause.problems : [];
    const placed = problems.filter(({ at }) => this.fieldNames.includes(at.slice(1)));
    this.errors = Object.fromEntries(placed.map(({ at, message }) => [at.slice(1), message]));
    if (placed.length === 0)
      this.problem = cause instanceof Error ? cause.message : t('error.unexpected');
  }

  /** True when all of these are filled in; the others are marked. */
  protected isFilled(values: Readonly<Record<string, string>>): boolean {
    const missing = Object.keys(values).filter((name) => !values[name]?.trim());
    this.errors = Object.fromEntries(missing.map((name) => [name, t('auth.required')]));
    return missing.length === 0;
  }

  protected toggleShown = (): void => {
    this.shown = !this.shown;
  };

  protected banner(): TemplateResult | typeof nothing {
    return this.problem
      ? html`<div class="u-banner u-banner-bad" role="alert">${icon('circle-alert')}${this.problem}</div>`
      : nothing;
  }

  protected submitButton(text: string): TemplateResult {
    return html`<button class="u-btn u-btn-m u-btn-primary ${this.busy ? 'u-btn-busy' : ''}">${text}</button>`;
  }
}
