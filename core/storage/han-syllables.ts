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

function read(run: string, isPerson: boolean): readonly string[] {
  return pinyin(run, { toneType: 'none', type: 'array', surname: isPerson ? 'head' : 'off' });
}
