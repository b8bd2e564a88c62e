// What a combobox offers and where it finds it.
import type { TagColour } from './tokens.ts';

export interface ComboItem {
  id: string;
  label: string;
  detail?: string;
  colour?: TagColour;
  disabled?: boolean;
  /** Typed by the reader, not found. */
  fresh?: boolean;
  /** Said above the first option of a group, e.g. "Recent". */
  group?: string;
  /** Shown with a picture of its initial: people. */
  person?: boolean;
}

/** Makes what was typed; answers the new choice, or nothing when the reader thinks better of it. */
export type ComboCreate = (text: string) => Promise<ComboItem | undefined>;

export interface ComboPage {
  items: readonly ComboItem[];
  next: string | null;
}

export type ComboSearch = (
  text: string,
  cursor: string | null,
  signal: AbortSignal,
) => Promise<ComboPage>;
