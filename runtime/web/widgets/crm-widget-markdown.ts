// Rich text as Markdown: a tool bar, shortcuts, lists that go on, and a preview beside the text.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { icon } from '../ui/icon.ts';
import { CrmWidget, numberSetting } from './crm-widget.ts';
import { markdown } from './markdown.ts';
import {
  continueList,
  type Edit,
  linkEdit,
  type MarkdownTool,
  markdownEdit,
  type Selection,
} from './markdown-edit.ts';
import '../ui/rarer-styles.ts';

interface Tool {
  tool: MarkdownTool;
  face: TemplateResult;
  key?: string;
}
const TOOLS: readonly Tool[] = [
  { tool: 'bold', face: html`<b>B</b>`, key: 'B' },
  { tool: 'italic', face: icon('italic', 'u-icon-s'), key: 'I' },
  { tool: 'heading', face: html`<b>H</b>` },
  { tool: 'bullets', face: icon('list', 'u-icon-s') },
  { tool: 'numbers', face: icon('list-ordered', 'u-icon-s') },
  { tool: 'quote', face: icon('quote', 'u-icon-s') },
  { tool: 'code', face: icon('code', 'u-icon-s') },
  { tool: 'link', face: icon('link', 'u-icon-s'), key: 'K' },
];
const SHORTCUTS: Readonly<Record<string, MarkdownTool>> = { b: 'bold', i: 'italic', k: 'link' };
const LEAST_HEIGHT = 132;
const MOST_HEIGHT = 420;

@customElement('crm-widget-markdown')
export class CrmWidgetMarkdown extends CrmWidget<string> {
  @state() private previewing = false;
  /** The tool that has the keyboard. */
  @state() private tool = 0;

  protected override updated(_changed: PropertyValues): void {
    const area = this.#area;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(Math.max(area.scrollHeight + 2, LEAST_HEIGHT), MOST_HEIGHT)}px`;
  }

  get #area(): HTMLTextAreaElement | null {
    return this.querySelector('textarea');
  }

  #selection(area: HTMLTextAreaElement): Selection {
    return { text: area.value, start: area.selectionStart, end: area.selectionEnd };
  }

  /** As if typed, so that the browser's undo knows it. */
  #apply(edit: Edit | undefined): void {
    const area = this.#area;
    if (!area || !edit) return;
    area.focus();
    area.setSelectionRange(edit.from, edit.to);
    const isTyped = edit.insert
      ? document.execCommand('insertText', false, edit.insert)
      : document.execCommand('delete');
    if (!isTyped && edit.from !== edit.to) area.setRangeText(edit.insert, edit.from, edit.to);
    area.setSelectionRange(edit.start, edit.end);
    this.emit(area.value || null);
  }

  #use(tool: MarkdownTool): void {
    const area = this.#area;
    if (area) this.#apply(markdownEdit(tool, this.#selection(area)));
  }

  #key(event: KeyboardEvent): void {
    const area = this.#area;
    if (event.isComposing || !area) return;
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const tool = isCommand ? SHORTCUTS[event.key.toLowerCase()] : undefined;
    const isEnter = event.key === 'Enter' && !event.shiftKey && !isCommand;
    const edit = tool
      ? markdownEdit(tool, this.#selection(area))
      : isEnter
        ? continueList(this.#selection(area))
        : undefined;
    if (!edit) return;
    event.preventDefault();
    event.stopPropagation();
    this.#apply(edit);
  }

  /** An address pasted over a word makes it a link. */
  #pasted(event: ClipboardEvent): void {
    const area = this.#area;
    const text = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (!area || area.selectionStart === area.selectionEnd || !/^https?:\/\/\S+$/.test(text))
      return;
    event.preventDefault();
    this.#apply(linkEdit(this.#selection(area), text));
  }

  #rove(event: KeyboardEvent): void {
    const moves: Record<string, number> = {
      ArrowRight: this.tool + 1,
      ArrowLeft: this.tool - 1 + TOOLS.length + 1,
      Home: 0,
      End: TOOLS.length,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.tool = to % (TOOLS.length + 1);
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('[role=toolbar] [tabindex="0"]')?.focus(),
    );
  }

  #bar(): TemplateResult {
    const button = ({ tool, face, key }: Tool, index: number) => {
      const name = key ? `${t(`widget.md.${tool}`)} (Ctrl+${key})` : t(`widget.md.${tool}`);
      return html`<button type="button" class="u-box-btn" tabindex=${index === this.tool ? 0 : -1} aria-label=${name} title=${name}
        @pointerdown=${(event: Event) => event.preventDefault()} @click=${() => this.#use(tool)}>${face}</button>`;
    };
    return html`<div class="u-md-bar" role="toolbar" aria-label=${t('widget.md.tools')} aria-controls="f-${this.key}" @keydown=${this.#rove}>${TOOLS.map(
      button,
    )}<span class="u-grow"></span><button type="button" class="u-btn u-btn-ghost" tabindex=${this.tool === TOOLS.length ? 0 : -1}
      aria-pressed=${this.previewing} @click=${() => {
        this.previewing = !this.previewing;
      }}>${icon(this.previewing ? 'eye-off' : 'eye', 'u-icon-s')}${t('widget.preview')}</button></div>`;
  }

  protected override render(): TemplateResult {
    if (this.readOnly) return html`<div class="u-ro u-md-ro">${markdown(this.value ?? '')}</div>`;
    return html`<div class="u-md-editor ${this.invalid ? 'u-box-bad' : ''}">${this.#bar()}<div class="u-md-panes"><textarea id="f-${this.key}" rows="6"
      .value=${live(this.value ?? '')} maxlength=${numberSetting(this.settings, 'maxLength') ?? nothing} aria-label=${this.label || nothing}
      placeholder=${t('widget.md.hint')} aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @keydown=${this.#key} @paste=${this.#pasted}
      @input=${(event: Event) => this.emit(inputText(event) || null)} @change=${(event: Event) => event.stopPropagation()}></textarea>${
        this.previewing
          ? html`<div class="u-md-preview" role="region" aria-label=${t('widget.preview')} tabindex="0">${
              this.value
                ? markdown(this.value)
                : html`<p class="u-muted">${t('widget.md.empty')}</p>`
            }</div>`
          : nothing
      }</div></div>`;
  }
}
