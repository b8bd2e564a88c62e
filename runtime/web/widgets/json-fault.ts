// Where a text stops being JSON, by line and column.

export interface JsonFault {
  line: number;
  column: number;
}

/** The length of the longest beginning that JSON could still go on from, as the parser tells it. */
function positionOf(message: string, text: string): number {
  const at = /position (\d+)/.exec(message);
  if (at) return Number(at[1]);
  const place = /line (\d+),? column (\d+)/.exec(message);
  if (!place) return text.length;
  const before = text.split('\n').slice(0, Number(place[1]) - 1);
  return before.join('\n').length + (before.length > 0 ? 1 : 0) + Number(place[2]) - 1;
}

/** The place of the first fault; undefined: the text is JSON. */
export function jsonFault(text: string): JsonFault | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (cause) {
    const read = text.slice(0, positionOf((cause as Error).message, text)).split('\n');
    return { line: read.length, column: (read.at(-1)?.length ?? 0) + 1 };
  }
}
