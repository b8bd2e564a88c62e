// Pinyin of Han texts, as search and sort keys both need it. Names come again and again, so the last ones are kept.
import { pinyin } from 'pinyin-pro';

const MOST = 5000;
/** Longer texts are rarely the same twice. */
const LONGEST_KEPT = 40;
const kept = new Map<string, readonly string[]>();

/**
 * The syllable of each character, without tones: 重庆 → chong qing. What has no reading stands for itself.
 * @param isPerson the text begins with a surname, which is read as one (单 shan)
 */
export function hanSyllables(run: string, isPerson = false): readonly string[] {
  if (run.length > LONGEST_KEPT) return read(run, isPerson);
  const key = isPerson ? `!${run}` : run;
  const known = kept.get(key);
  if (known) return known;
  const syllables = read(run, isPerson);
  const [oldest] = kept.keys();
  if (kept.size >= MOST && oldest !== undefined) kept.delete(oldest);
  kept.set(key, syllables);
  return syllables;
}

/** The tones are taken off here: the package does it by nine replacements for each syllable. */
function read(run: string, isPerson: boolean): readonly string[] {
  const surname = isPerson ? 'head' : 'off';
  return pinyin(run, { toneType: 'symbol', type: 'array', surname }).map(withoutTone);
}

const HAN = /\p{Script=Han}/u;
/** Macron, acute, caron and grave; the dots of `ü` and the roof of `ê` stay. */
const TONES = /[\u0304\u0301\u030c\u0300]/g;
const plain = new Map<string, string>();

/** Syllables are few, so all are kept; a character without a reading stands for itself. */
function withoutTone(syllable: string): string {
  const known = plain.get(syllable);
  if (known !== undefined) return known;
  if (HAN.test(syllable)) return syllable;
  const bare = syllable.normalize('NFD').replace(TONES, '').normalize('NFC');
  plain.set(syllable, bare);
  return bare;
}
