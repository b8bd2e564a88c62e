// What may be uploaded into a field: kinds and size, said before, and checked before anything is sent.
import { t } from '../i18n/t.ts';

/** The most the server takes, in megabytes. */
const MOST_MEGABYTES = 10;
const MEGABYTE = 1_000_000;

export interface FileLimits {
  /** `.pdf`, `image/*`, `image/png`; none: everything. */
  accept: readonly string[];
  megabytes: number;
}

export function fileLimits(
  accept: readonly string[],
  maxSize: number | undefined,
  isImage: boolean,
): FileLimits {
  return {
    accept: accept.length === 0 && isImage ? ['image/*'] : accept,
    megabytes: Math.min(maxSize ?? MOST_MEGABYTES, MOST_MEGABYTES),
  };
}

/** "PDF、图片，不超过 10 MB" */
export function limitsText({ accept, megabytes }: FileLimits): string {
  const kinds = accept.map((kind) => {
    if (kind.startsWith('.')) return kind.slice(1).toUpperCase();
    const [family = '', one = '*'] = kind.split('/');
    if (one !== '*') return one.replace(/^(x-|vnd\.)/, '').toUpperCase();
    return family === 'image' ? t('widget.file.images') : family;
  });
  const size = t('widget.file.most', { size: `${megabytes} MB` });
  return kinds.length > 0 ? `${[...new Set(kinds)].join(t('widget.file.comma'))} · ${size}` : size;
}

/** Why a file is not taken; '' when it is. */
export function refusal(file: File, limits: FileLimits): string {
  const { accept, megabytes } = limits;
  const name = file.name.toLowerCase();
  const isKind = accept.some((kind) =>
    kind.startsWith('.')
      ? name.endsWith(kind.toLowerCase())
      : kind.endsWith('/*')
        ? file.type.startsWith(kind.slice(0, -1))
        : file.type === kind,
  );
  if (accept.length > 0 && !isKind)
    return t('widget.file.wrongKind', { kinds: limitsText(limits) });
  return file.size > megabytes * MEGABYTE ? t('widget.tooLarge', { limit: `${megabytes} MB` }) : '';
}
