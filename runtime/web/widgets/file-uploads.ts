// Uploads under way beside a control: progress, cancel, failed ones kept for another try.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { t } from '../i18n/t.ts';
import { announce } from '../ui/crm-toasts.ts';
import type { StoredFile } from './source.ts';

export interface Upload {
  readonly file: File;
  share: number;
  /** Why it failed; '' while it runs. */
  fault: string;
  /** May it be tried again? Files of a wrong kind may not. */
  canRetry: boolean;
}

export type Send = (
  file: File,
  progress: (share: number) => void,
  signal: AbortSignal,
) => Promise<StoredFile>;

export class FileUploads implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #send: Send;
  readonly #done: (file: StoredFile) => void;
  readonly #stops = new Map<Upload, AbortController>();
  #all: readonly Upload[] = [];

  constructor(host: ReactiveControllerHost, send: Send, done: (file: StoredFile) => void) {
    this.#host = host;
    this.#send = send;
    this.#done = done;
    host.addController(this);
  }

  get all(): readonly Upload[] {
    return this.#all;
  }

  get isBusy(): boolean {
    return this.#all.some((upload) => upload.fault === '');
  }

  hostDisconnected(): void {
    for (const stop of this.#stops.values()) stop.abort();
  }

  /** A file that is refused is shown with the reason. */
  add(file: File, refused: string): void {
    const upload: Upload = { file, share: 0, fault: refused, canRetry: refused === '' };
    this.#all = [...this.#all, upload];
    this.#host.requestUpdate();
    if (refused) announce(`${file.name}：${refused}`);
    else void this.#run(upload);
  }

  retry(upload: Upload): void {
    upload.fault = '';
    upload.share = 0;
    void this.#run(upload);
    this.#host.requestUpdate();
  }

  /** Stops an upload, or takes a failed one off the list. */
  remove(upload: Upload): void {
    this.#stops.get(upload)?.abort();
    this.#all = this.#all.filter((known) => known !== upload);
    this.#host.requestUpdate();
  }

  async #run(upload: Upload): Promise<void> {
    const stop = new AbortController();
    this.#stops.set(upload, stop);
    const progress = (share: number) => {
      upload.share = share;
      this.#host.requestUpdate();
    };
    try {
      const stored = await this.#send(upload.file, progress, stop.signal);
      this.#all = this.#all.filter((known) => known !== upload);
      announce(t('widget.file.done', { name: stored.name }));
      this.#done(stored);
    } catch (cause) {
      if (stop.signal.aborted) return;
      upload.fault = (cause as Error).message || t('widget.uploadFailed');
      announce(`${t('widget.uploadFailed')}：${upload.file.name}`);
    } finally {
      this.#stops.delete(upload);
      this.#host.requestUpdate();
    }
  }
}
