// Finds nodes of a classification by what people type: a part of the code or of a name in either language, or the pinyin
// initials of the Chinese one.
import type { Edition } from '../model/model.ts';
import { hanSyllables } from '../storage/han-syllables.ts';

interface Searched {
  readonly code: string;
  readonly text: string;
  readonly initials: string;
}

/** Editions never change while a model lives, so each is prepared once, when somebody first searches it. */
const prepared = new WeakMap<Edition, readonly Searched[]>();

const HAN_RUN = /\p{Script=Han}+/gu;
const LETTERS = /^[a-z]{2,}$/;

const plain = (text: string) => text.normalize('NFKC').toLowerCase();

/** 通用设备制造业 → tysbzzy; what is not Chinese has none. */
function initialsOf(text: string): string {
  return (text.match(HAN_RUN) ?? [])
    .flatMap((run) => hanSyllables(run))
    .map((syllable) => [...syllable][0] ?? '')
    .join('')
    .toLowerCase();
}

function searchedIn(edition: Edition): readonly Searched[] {
  const known = prepared.get(edition);
  if (known) return known;
  const all = [...edition.nodes.values()].map(({ code, label }) => ({
    code,
    text: plain(`${code} ${label['zh-CN']} ${label.en}`),
    initials: initialsOf(label['zh-CN']),
  }));
  prepared.set(edition, all);
  return all;
}

/** Codes of the nodes that fit: those named so first, then those whose initials begin so, then those that hold them. */
export function searchNodes(edition: Edition, q: string): string[] {
  const wanted = plain(q).trim();
  const all = searchedIn(edition);
  const named = all.filter(({ text }) => text.includes(wanted));
  if (!LETTERS.test(wanted)) return named.map(({ code }) => code);
  const [begun, held]: [Searched[], Searched[]] = [[], []];
  for (const node of all) {
    if (node.text.includes(wanted)) continue;
    const at = node.initials.indexOf(wanted);
    if (at === 0) begun.push(node);
    else if (at > 0) held.push(node);
  }
  return [...named, ...begun, ...held].map(({ code }) => code);
}
