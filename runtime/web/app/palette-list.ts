// What the command palette shows for what is typed: commands of the page, recent records, places, and records found.
import {
  type Command,
  createCommands,
  fitting,
  kindCommands,
  offeredCommands,
  placeCommands,
  preferenceCommands,
  recentCommands,
} from './palette-commands.ts';
import { readWanted, searchRecords } from './palette-search.ts';

/** Whether records are to be searched for a text. */
export function isSearch(text: string): boolean {
  return readWanted(text).q !== '';
}

export async function findRecords(text: string): Promise<Command[]> {
  return searchRecords(readWanted(text)).catch(() => []);
}

/** The commands for a text, the best first; `hits` are the records found for it. */
export function paletteList(
  text: string,
  hits: readonly Command[],
  showHelp: () => void,
): Command[] {
  const { q, entities, kind } = readWanted(text);
  const kinds = kindCommands();
  if (kind !== undefined) return kind ? fitting(kinds, kind).commands : kinds;
  if (entities) return [...hits];
  const preferences = preferenceCommands(showHelp);
  const places = placeCommands();
  const creates = createCommands();
  if (!q) return [...offeredCommands(), ...recentCommands(), ...places, ...creates, ...preferences];
  const wanted = q.toLowerCase();
  const offered = fitting(offeredCommands(), wanted).commands;
  const others = [places, creates, preferences].map((commands) => fitting(commands, wanted));
  const strong = others.filter((each) => each.isStrong).flatMap((each) => each.commands);
  const weak = others.filter((each) => !each.isStrong).flatMap((each) => each.commands);
  return [...offered, ...strong, ...hits, ...weak];
}
