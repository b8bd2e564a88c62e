// The bytes of a data file as text: UTF-8 and UTF-16 with or without byte order mark, GB 18030 (with GBK and GB 2312).
import { AppError } from '../errors.ts';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Other names of the same, as people and programs write them. */
const ALIASES: ReadonlyMap<string, Encoding> = new Map([
  ['utf8', 'utf-8'],
  ['utf-16', 'utf-16le'],
  ['utf16le', 'utf-16le'],
  ['utf16be', 'utf-16be'],
  ['unicode', 'utf-16le'],
  ['gbk', 'gb18030'],
  ['gb2312', 'gb18030'],
  ['cp936', 'gb18030'],
]);

const MARKS: readonly [Encoding, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** Bytes looked at to tell UTF-16 without a mark. */
const SAMPLE = 4096;

/** The encoding of a name, or an error that lists those there are. */
export function encodingOf(name: string): Encoding {
  const plain = name.toLowerCase();
  const found = ENCODINGS.find((encoding) => encoding === plain) ?? ALIASES.get(plain);
  if (found) return found;
  throw new AppError('import.encoding', { encoding: name, known: [...ENCODINGS, 'gbk'] });
}

/**
 * Reads a file's bytes. Without a named encoding the byte order mark decides, then whether the bytes are valid UTF-8.
 * Bytes that do not fit are refused: a guess would put wrong characters into records.
 */
export function decodeText(bytes: Uint8Array, named?: Encoding): string {
  const encoding = named ?? detect(bytes);
  const text = encoding === undefined ? undefined : decoded(bytes, encoding);
  if (text === undefined)
    throw new AppError('import.encoding', {
      encoding: encoding ?? '?',
      known: [...ENCODINGS, 'gbk'],
    });
  return text;
}

function detect(bytes: Uint8Array): Encoding | undefined {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked) return marked[0];
  const wide = unmarkedWide(bytes);
  if (wide) return wide;
  return (['utf-8', 'gb18030'] as const).find((encoding) => decoded(bytes, encoding) !== undefined);
}

/** Commas, digits and line ends are a zero byte and themselves; no other text holds zero bytes. */
function unmarkedWide(bytes: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  for (let index = 0; index < Math.min(bytes.length, SAMPLE); index++)
    if (bytes[index] === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even === odd) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

function decoded(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
