// Files and pictures: chosen or dropped, uploaded at once with progress, listed with a preview.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { t } from '../i18n/t.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { CrmWidget, listSetting, numberSetting } from './crm-widget.ts';
import { fileSize } from './format.ts';

interface Upload {
  name: string;
  share: number;
  stop: AbortController;
}
const MEGABYTE = 1024 * 1024;

@customElement('crm-widget-file')
export class CrmWidgetFile extends CrmWidget<string | string[]> {
  @state() private uploads: readonly Upload[] = [];
  @state() private dragging = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const upload of this.uploads) upload.stop.abort();
  }

  get #ids(): string[] {
    if (Array.isArray(this.value)) return this.value;
    return this.value ? [this.value] : [];
  }

  get #isMultiple(): boolean {
    return this.settings.multiple === true;
  }

  #store(ids: string[]): void {
    if (this.#isMultiple) this.emit(ids.length > 0 ? ids : null);
    else this.emit(ids.at(-1) ?? null);
  }

  async #take(list: FileList | null | undefined): Promise<void> {
    const files = [...(list ?? [])].slice(0, this.#isMultiple ? 50 : 1);
    await Promise.all(files.map((file) => this.#send(file)));
  }

  async #send(file: File): Promise<void> {
    const limit = numberSetting(this.settings, 'maxSize');
    if (limit && file.size > limit * MEGABYTE) {
      toast({ text: t('widget.tooLarge', { limit: `${limit} MB` }), kind: 'bad' });
      return;
    }
    const upload: Upload = { name: file.name, share: 0, stop: new AbortController() };
    this.uploads = [...this.uploads, upload];
    const progress = (share: number) => {
      upload.share = share;
      this.requestUpdate();
    };
    try {
      const stored = await this.source.upload(file, progress, upload.stop.signal);
      this.source.learnFile(stored);
      this.#store([...this.#ids, stored.id]);
    } catch (cause) {
      if (!upload.stop.signal.aborted)
        toast({ text: `${t('widget.uploadFailed')}：${(cause as Error).message}`, kind: 'bad' });
    }
    this.uploads = this.uploads.filter((known) => known !== upload);
  }

  #chosen(event: Event): void {
    event.stopPropagation();
    const input = event.target as HTMLInputElement;
    void this.#take(input.files);
    input.value = '';
  }

  #dropped(event: DragEvent): void {
    event.preventDefault();
    this.dragging = false;
    if (!this.readOnly) void this.#take(event.dataTransfer?.files);
  }

  #over(event: DragEvent): void {
    event.preventDefault();
    this.dragging = true;
  }

  #file(id: string): TemplateResult {
    const file = this.source.file(id);
    const name = file?.name ?? id;
    const picture =
      this.field.type === 'image' || file?.type.startsWith('image/')
        ? html`<img class="u-thumb" src=${this.source.fileUrl(id)} alt="">`
        : icon('file-text');
    return html`<li class="u-file">${picture}<a class="u-grow u-cut" href=${this.source.fileUrl(id)} download=${name}>${name}</a><span
      class="u-meta u-num">${file ? fileSize(file.size) : ''}</span>${
        this.readOnly
          ? nothing
          : html`<button type="button" class="u-box-btn" aria-label=${t('action.remove', { name })}
            @click=${() => this.#store(this.#ids.filter((known) => known !== id))}>${icon('x')}</button>`
      }</li>`;
  }

  #upload(upload: Upload): TemplateResult {
    const percent = Math.round(upload.share * 100);
    return html`<li class="u-file">${icon('upload')}<span class="u-grow u-cut">${upload.name}</span><progress max="100" .value=${percent}
      aria-label=${t('widget.uploading', { percent })}></progress><button type="button" class="u-box-btn" aria-label=${t('action.cancel')}
      @click=${() => upload.stop.abort()}>${icon('x')}</button></li>`;
  }

  #drop(): TemplateResult {
    const isImage = this.field.type === 'image';
    const accept = listSetting(this.settings, 'accept').join(',') || (isImage ? 'image/*' : '');
    return html`<label class="u-drop ${this.dragging ? 'u-drop-on' : ''} ${this.invalid ? 'u-box-bad' : ''}" @dragover=${this.#over} @dragleave=${() => {
      this.dragging = false;
    }} @drop=${this.#dropped}>${icon(isImage ? 'image' : 'paperclip')}<span><span class="u-drop-link">${t(
      isImage ? 'widget.chooseImage' : 'widget.chooseFile',
    )}</span> <span class="u-muted">${t('widget.dropFile')}</span></span><input type="file" class="u-sr" id="f-${this.key}" accept=${accept || nothing}
      ?multiple=${this.#isMultiple} aria-label=${this.label || nothing} aria-describedby=${this.describedBy || nothing} @change=${this.#chosen}></label>`;
  }

  protected override render(): TemplateResult {
    const ids = this.#ids;
    const rows = [
      ...ids.map((id) => this.#file(id)),
      ...this.uploads.map((upload) => this.#upload(upload)),
    ];
    const canAdd = !this.readOnly && (this.#isMultiple || ids.length === 0);
    return html`<div class="u-stack">${rows.length > 0 ? html`<ul class="u-files">${rows}</ul>` : nothing}${canAdd ? this.#drop() : nothing}${
      this.readOnly && ids.length === 0 ? html`<span class="u-muted">–</span>` : nothing
    }</div>`;
  }
}
