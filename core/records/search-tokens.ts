// Splits text into search tokens, the same for the index and for queries, on every database:
// Han runs become overlapping pairs plus the last character (so that any two or more characters in a row are found),
// their pinyin initials become `~` pairs, words stay words, digits also every ending of three or more (phone fragments).
import type { SearchTerm } from '../storage/database.ts';
import { hanSyllables } from '../storage/han-syllables.ts';

const RUN = /\p{Script=Han}+|[\p{L}\p{M}\p{N}]+/gu;
const HAN = /\p{Script=Han}/u;
const ONLY_HAN = /^\p{Script=Han}+$/u;
const SCRIPTS = /\p{Script=Han}+|\P{Script=Han}+/gu;
const DIGITS = /^\d+$/;
/** A word longer than this is cut; nobody types more. */
const LONGEST_WORD = 64;
/** Text beyond this is not indexed. */
const LONGEST_TEXT = 20_000;
const LONGEST_DIGITS = 20;

/** Width and case folded, the way the index and `contains` see text. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Runs of Han characters or of letters and digits; a mixed word (`a栋3`) is cut where the script changes. */
function runs(text: string): string[] {
  const words = foldText(text.slice(0, LONGEST_TEXT)).match(RUN) ?? [];
  return words.some(isMixed) ? words.flatMap((word) => word.match(SCRIPTS) ?? []) : words;
}

const isMixed = (word: string) => HAN.test(word) && !ONLY_HAN.test(word);

function pairs(characters: readonly string[], mark = ''): string[] {
  return characters.slice(1).map((character, index) => mark + characters[index] + character);
}

/** Tokens of a stored value. */
export function indexTokens(text: string): string[] {
  const tokens = new Set<string>();
  for (const run of runs(text)) addTokens(run, tokens);
  return [...tokens];
}

function addTokens(run: string, tokens: Set<string>): void {
  if (HAN.test(run)) {
    addPairs([...run], '', tokens);
    addPairs(initialsOf(run), '~', tokens);
  } else if (DIGITS.test(run)) {
    const digits = run.slice(0, LONGEST_DIGITS);
    tokens.add(digits);
    for (let start = 1; start <= digits.length - 3; start++) tokens.add(digits.slice(start));
  } else tokens.add(run.slice(0, LONGEST_WORD));
}

/** Overlapping pairs and the last character alone. */
function addPairs(characters: readonly string[], mark: string, tokens: Set<string>): void {
  let previous = '';
  for (const character of characters) {
    if (previous !== '') tokens.add(mark + previous + character);
    previous = character;
  }
  tokens.add(mark + previous);
}

/** First letters of the pinyin of each character: 华信 → h x. */
function initialsOf(run: string): string[] {
  return hanSyllables(run).map(firstLetter);
}

/** A syllable begins with a letter of one unit, a character without a reading may be a pair of them. */
function firstLetter(syllable: string): string {
  return String.fromCodePoint(syllable.codePointAt(0) ?? 0x20).toLowerCase();
}

/**
 * A query as alternatives, each a list of terms that must all occur; empty when there is nothing to search for.
 * A Latin word may be the beginning of a word or pinyin initials.
 */
export function queryTerms(query: string): SearchTerm[][] {
  const choices = runs(query).map(runChoices);
  if (choices.length === 0) return [];
  const first = choices.flatMap((choice) => choice[0] ?? []);
  const second = choices.flatMap((choice) => choice[1] ?? choice[0] ?? []);
  return choices.some((choice) => choice.length > 1) ? [first, second] : [first];
}

/** The ways to read one run: as text, and for two or more Latin letters also as initials. */
function runChoices(run: string): SearchTerm[][] {
  const exact = (token: string) => ({ token, prefix: false });
  if (HAN.test(run)) {
    const characters = [...run];
    if (characters.length === 1) return [[{ token: run, prefix: true }]];
    return [pairs(characters).map(exact)];
  }
  const word = [{ token: run.slice(0, LONGEST_WORD), prefix: true }];
  if (!/^[a-z]{2,20}$/.test(run)) return [word];
  return [word, pairs([...run], '~').map(exact)];
}
