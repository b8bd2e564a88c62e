// Fetches a part of the application that is not needed at first, after the texts it shows.
import { loadLaterTexts } from './catalog.ts';

export async function later<T>(load: () => Promise<T>): Promise<T> {
  await loadLaterTexts();
  return load();
}
