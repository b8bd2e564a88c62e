// Files and pictures: chosen, dropped or pasted, uploaded at once with progress, listed in order, pictures previewed.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { t } from '../i18n/t.ts';
import { announce, toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import './crm-file-preview.ts';
import type { CrmFilePreview, Picture } from './crm-file-preview.ts';
import { CrmWidget, listSetting, numberSetting } from './crm-widget.ts';
import { type FileLimits, fileLimits, limitsText, refusal } from './file-limits.ts';
import { FileUploads, type Upload } from './file-uploads.ts';
import { fileSize } from './format.ts';
import type { StoredFile } from './source.ts';
import '../ui/rarer-styles.ts';

const MOST_AT_ONCE = 50;
/** Kinds a browser shows without running anything in them. */
const PICTURE = /^image\/(png|jpeg|gif|webp)$/;

function kindIcon(type: string): string {
  if (type.startsWith('image/')) return 'file-image';
  if (/zip|rar|7z|tar/.test(type)) return 'file-archive';
  if (/sheet|excel|csv/.test(type)) return 'file-spreadsheet';
  return 'file-text';
}

@customElement('crm-widget-file')
export class CrmWidgetFile extends CrmWidget<string | string[]> {
  @state() private dragging = false;
  @query('crm-file-preview') private readonly preview?: CrmFilePreview;

  readonly #uploads = new FileUploads(
    this,
    (file, progress, signal) => this.source.upload(file, progress, signal),
    (stored) => this.#stored(stored),
  );

  get #ids(): string[] {
    if (Array.isArray(this.value)) return this.value;
    return this.value ? [this.value] : [];
  }

  get #isMultiple(): boolean {
    return this.settings.multiple === true;
  }

  get #limits(): FileLimits {
    const { settings } = this;
    const accept = listSetting(settings, 'accept');
    return fileLimits(accept, numberSetting(settings, 'maxSize'), this.field.type === 'image');
  }

  #store(ids: readonly string[]): void {
    if (this.#isMultiple) this.emit(ids.length > 0 ? [...ids] : null);
    else this.emit(ids.at(-1) ?? null);
  }

  #stored(stored: StoredFile): void {
    this.source.learnFile(stored);
    this.#store([...this.#ids.filter((id) => id !== stored.id), stored.id]);
  }

  #take(files: readonly File[]): void {
    if (this.readOnly) return;
    for (const file of files.slice(0, this.#isMultiple ? MOST_AT_ONCE : 1))
      this.#uploads.add(file, refusal(file, this.#limits));
  }

  #chosen(event: Event): void {
    event.stopPropagation();
    const input = event.target as HTMLInputElement;
    this.#take([...(input.files ?? [])]);
    input.value = '';
  }

  #dropped(event: DragEvent): void {
    event.preventDefault();
    this.dragging = false;
    this.#take([...(event.dataTransfer?.files ?? [])]);
  }

  #over(event: DragEvent): void {
    if (this.readOnly || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.dragging = true;
  }

  /** A picture of the clipboard has no name of its own. */
  #pasted(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0 || this.readOnly) return;
    event.preventDefault();
    const time = this.source.now().slice(0, 19).replace(/[:T]/g, '-');
    const named = files.map((file, index) =>
      file.name && file.name !== 'image.png'
        ? file
        : new File(
            [file],
            `${t('widget.file.pasted')} ${time}${index > 0 ? ` ${index + 1}` : ''}.${file.type.split('/')[1] ?? 'bin'}`,
            {
              type: file.type,
            },
          ),
    );
    this.#take(named);
  }

  #remove(id: string, name: string): void {
    const before = this.#ids;
    this.#store(before.filter((known) => known !== id));
    toast({ text: t('widget.file.removed', { name }), undo: () => this.#store(before) });
    void this.updateComplete.then(() => this.querySelector('input')?.focus());
  }

  #move(index: number, by: number): void {
    const id = this.#ids[index];
    const to = index + by;
    if (id === undefined || to < 0 || to >= this.#ids.length) return;
    this.#store(this.#ids.toSpliced(index, 1).toSpliced(to, 0, id));
    announce(t('widget.file.moved', { place: to + 1 }));
    void this.updateComplete.then(() =>
      this.querySelectorAll<HTMLElement>('.u-file .u-file-name')[to]?.focus(),
    );
  }

  #isPicture(id: string): boolean {
    return this.field.type === 'image' || PICTURE.test(this.source.file(id)?.type ?? '');
  }

  #show(event: Event, id: string): void {
    event.preventDefault();
    const ids = this.#ids.filter((each) => this.#isPicture(each));
    const pictures = ids.map(
      (each): Picture => ({
        url: this.source.fileUrl(each),
        name: this.source.file(each)?.name ?? each,
      }),
    );
    this.preview?.show(pictures, ids.indexOf(id));
  }

  #key(event: KeyboardEvent, index: number): void {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!event.altKey || by === 0 || this.readOnly) return;
    event.preventDefault();
    this.#move(index, by);
  }

  #tools(index: number, id: string, name: string): TemplateResult | typeof nothing {
    if (this.readOnly) return nothing;
    const tool = (glyph: string, label: string, run: () => void, disabled = false) =>
      html`<button type="button" class="u-box-btn" aria-label=${label} title=${label} ?disabled=${disabled} @click=${run}>${icon(glyph, 'u-icon-s')}</button>`;
    const count = this.#ids.length;
    return html`${
      count > 1
        ? html`${tool('arrow-up', t('widget.file.up', { name }), () => this.#move(index, -1), index === 0)}${tool(
            'arrow-down',
            t('widget.file.down', { name }),
            () => this.#move(index, 1),
            index === count - 1,
          )}`
        : nothing
    }${tool('x', t('action.remove', { name }), () => this.#remove(id, name))}`;
  }

  /** Pictures open over the page; a PDF or anything else as the server gives it, in a tab of its own. */
  #file(id: string, index: number): TemplateResult {
    const file = this.source.file(id);
    const name = file?.name ?? id;
    const url = this.source.fileUrl(id);
    const isPicture = this.#isPicture(id);
    const face = isPicture
      ? html`<img class="u-thumb" src=${url} alt="" loading="lazy">`
      : icon(kindIcon(file?.type ?? ''));
    const link = isPicture
      ? html`<a class="u-grow u-cut u-file-name" href=${url} title=${name} @click=${(event: Event) => this.#show(event, id)}>${name}</a>`
      : html`<a class="u-grow u-cut u-file-name" href=${url} title=${name} target="_blank" rel="noopener">${name}</a>`;
    return html`<li class="u-file" @keydown=${(event: KeyboardEvent) => this.#key(event, index)}>${face}${link}<span
      class="u-meta u-num">${file ? fileSize(file.size) : ''}</span><a class="u-box-btn" href="${url}?download" download=${name}
      aria-label=${t('widget.download', { name })} title=${t('widget.download', { name })}>${icon('download', 'u-icon-s')}</a>${this.#tools(index, id, name)}</li>`;
  }

  #upload(upload: Upload): TemplateResult {
    const percent = Math.round(upload.share * 100);
    const { name } = upload.file;
    const stop = html`<button type="button" class="u-box-btn" aria-label="${t('action.cancel')} ${name}" title=${t('action.cancel')}
      @click=${() => this.#uploads.remove(upload)}>${icon('x', 'u-icon-s')}</button>`;
    if (!upload.fault)
      return html`<li class="u-file">${icon('upload')}<span class="u-grow u-cut">${name}</span><progress max="100" .value=${percent}
        aria-label="${name} ${t('widget.uploading', { percent })}"></progress><span class="u-meta u-num">${percent}%</span>${stop}</li>`;
    return html`<li class="u-file u-file-bad">${icon('circle-alert')}<span class="u-opt-2"><span class="u-cut">${name}</span><span class="u-error">${upload.fault}</span></span>${
      upload.canRetry
        ? html`<button type="button" class="u-btn" @click=${() => this.#uploads.retry(upload)}>${icon('rotate-cw', 'u-icon-s')}${t('action.retry')}</button>`
        : nothing
    }${stop}</li>`;
  }

  #drop(): TemplateResult {
    const isImage = this.field.type === 'image';
    const accept = this.#limits.accept.join(',');
    return html`<label class="u-drop ${this.dragging ? 'u-drop-on' : ''} ${this.invalid ? 'u-box-bad' : ''}">${icon(isImage ? 'image' : 'paperclip')}<span
      class="u-grow"><span class="u-drop-link">${t(isImage ? 'widget.chooseImage' : 'widget.chooseFile')}</span> <span class="u-muted">${t('widget.dropFile')}</span>
      <span class="u-meta" id="f-${this.key}-limits">${limitsText(this.#limits)}</span></span><input type="file" class="u-sr" id="f-${this.key}"
      accept=${accept || nothing} ?multiple=${this.#isMultiple} aria-label=${this.label || nothing}
      aria-describedby="f-${this.key}-limits ${this.describedBy}" @change=${this.#chosen}></label>`;
  }

  protected override render(): TemplateResult {
    const ids = this.#ids;
    const rows = [
      ...ids.map((id, index) => this.#file(id, index)),
      ...this.#uploads.all.map((upload) => this.#upload(upload)),
    ];
    const isFull = !this.#isMultiple && (ids.length > 0 || this.#uploads.isBusy);
    const canAdd = !this.readOnly && !isFull;
    return html`<div class="u-stack" @dragover=${this.#over} @dragleave=${() => {
      this.dragging = false;
    }} @drop=${this.#dropped} @paste=${this.#pasted}>${rows.length > 0 ? html`<ul class="u-files">${rows}</ul>` : nothing}${canAdd ? this.#drop() : nothing}${
      this.readOnly && ids.length === 0 ? html`<span class="u-muted">–</span>` : nothing
    }</div><crm-file-preview></crm-file-preview>`;
  }
}
