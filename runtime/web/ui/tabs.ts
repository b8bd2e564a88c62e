// A tab list with roving focus; the panel is the caller's (`role=tabpanel`, `aria-labelledby=<id>`).
import { html, nothing, type TemplateResult } from 'lit';

export interface Tab {
  name: string;
  label: string;
  count?: number | undefined;
  errors?: number;
}

export interface TabsOptions {
  label: string;
  tabs: readonly Tab[];
  current: string;
  prefix: string;
  small?: boolean;
  onSelect(name: string): void;
}

function rove(event: KeyboardEvent, options: TabsOptions): void {
  const names = options.tabs.map((tab) => tab.name);
  const at = names.indexOf(options.current);
  const moves: Record<string, number> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1 + names.length,
    Home: 0,
    End: names.length - 1,
  };
  const to = moves[event.key];
  const name = to === undefined ? undefined : names[to % names.length];
  if (name === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  options.onSelect(name);
  const list = event.currentTarget as HTMLElement;
  queueMicrotask(() => list.querySelector<HTMLElement>(`[data-tab="${name}"]`)?.focus());
}

export function tabs(options: TabsOptions): TemplateResult {
  const { prefix, current, small } = options;
  return html`<div class="u-tabs" role="tablist" aria-label=${options.label}
    @keydown=${(event: KeyboardEvent) => rove(event, options)}>${options.tabs.map(
      (
        tab,
      ) => html`<button type="button" role="tab" class="u-tab ${small ? 'u-tab-s' : ''}" id="${prefix}-${tab.name}"
        data-tab=${tab.name} aria-selected=${tab.name === current} tabindex=${tab.name === current ? 0 : -1}
        @click=${() => options.onSelect(tab.name)}>${tab.label}${
          tab.count ? html`<span class="u-count">${tab.count}</span>` : nothing
        }${tab.errors ? html`<span class="u-error">${tab.errors}</span>` : nothing}</button>`,
    )}</div>`;
}
