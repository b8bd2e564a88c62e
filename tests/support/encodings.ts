// Texts as bytes in the encodings that only decoders are built in for.
import type { Encoding } from '../../core/import/decode.ts';

let doubles: Map<string, readonly [number, number]> | undefined;

/** Every character of two bytes in GB 18030. */
function gbTable(): Map<string, readonly [number, number]> {
  if (doubles) return doubles;
  const decoder = new TextDecoder('gb18030');
  doubles = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      doubles.set(decoder.decode(new Uint8Array([lead, trail])), [lead, trail]);
    }
  }
  return doubles;
}

/** The text's bytes. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new Uint8Array(Buffer.from(text));
  if (encoding === 'utf-16le') return new Uint8Array(Buffer.from(text, 'utf16le'));
  if (encoding === 'utf-16be') return new Uint8Array(Buffer.from(text, 'utf16le').swap16());
  const bytes = [...text].flatMap((character) =>
    character < '\u0080' ? [character.charCodeAt(0)] : [...(gbTable().get(character) ?? [])],
  );
  return new Uint8Array(bytes);
}
