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
}

export interface ComboPage {
  items: readonly ComboItem[];
  next: string | null;
}

export type ComboSearch = (
  text: string,
  cursor: string | null,
  signal: AbortSignal,
) => Promise<ComboPage>;
