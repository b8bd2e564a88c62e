// Edits of Markdown text as the tool bar and shortcuts make them: a place, what stands there afterwards, and the selection.

export interface Selection {
  text: string;
  start: number;
  end: number;
}

/** Replaces `from`…`to` by `insert`, then selects `start`…`end`. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
  start: number;
  end: number;
}

export type MarkdownTool =
  | 'bold'
  | 'italic'
  | 'heading'
  | 'quote'
  | 'code'
  | 'bullets'
  | 'numbers'
  | 'link';

const ITEM = /^(\s*)([-*+]|\d{1,3}[.)])(\s+)(.*)$/;

/** Puts marks around the selection, or takes them away. */
function wrap({ text, start, end }: Selection, mark: string): Edit {
  const size = mark.length;
  const chosen = text.slice(start, end);
  const isAround = text.slice(start - size, start) === mark && text.slice(end, end + size) === mark;
  const isDouble = mark === '*' && text.slice(start - 2, start) === '**';
  if (isAround && !isDouble)
    return {
      from: start - size,
      to: end + size,
      insert: chosen,
      start: start - size,
      end: end - size,
    };
  return {
    from: start,
    to: end,
    insert: mark + chosen + mark,
    start: start + size,
    end: end + size,
  };
}

/** The whole lines the selection touches. */
function linesOf({ text, start, end }: Selection): { from: number; to: number; lines: string[] } {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const to = next < 0 ? text.length : next;
  return { from, to, lines: text.slice(from, to).split('\n') };
}

/** Gives every line a beginning, or takes it away where all have it. */
function prefix(selection: Selection, has: RegExp, make: (index: number) => string): Edit {
  const { from, to, lines } = linesOf(selection);
  const isOn = lines.every((line) => has.test(line));
  const bare = (line: string) =>
    line.replace(/^(?:#{1,6}\s+|>\s?|\s*(?:[-*+]|\d{1,3}[.)])\s+)/, '');
  const insert = lines
    .map((line, index) => (isOn ? line.replace(has, '') : make(index) + bare(line)))
    .join('\n');
  const isPoint = selection.start === selection.end;
  const end = from + insert.length;
  return { from, to, insert, start: isPoint ? end : from, end };
}

function code(selection: Selection): Edit {
  const chosen = selection.text.slice(selection.start, selection.end);
  if (!chosen.includes('\n')) return wrap(selection, '`');
  const { from, to, lines } = linesOf(selection);
  const insert = `\`\`\`\n${lines.join('\n')}\n\`\`\``;
  return { from, to, insert, start: from, end: from + insert.length };
}

/** `[text](url)` with the part selected that is still to be written. */
export function linkEdit({ text, start, end }: Selection, address = ''): Edit {
  const chosen = text.slice(start, end);
  const isAddress = address === '' && /^https?:\/\/\S+$/.test(chosen);
  const label = isAddress ? '' : chosen;
  const target = isAddress ? chosen : address || 'https://';
  const insert = `[${label}](${target})`;
  const atLabel = start + 1;
  const atTarget = start + label.length + 3;
  if (label === '') return { from: start, to: end, insert, start: atLabel, end: atLabel };
  const from = address ? start + insert.length : atTarget;
  return {
    from: start,
    to: end,
    insert,
    start: from,
    end: atTarget + target.length + (address ? 1 : 0),
  };
}

const tools: Readonly<Record<MarkdownTool, (selection: Selection) => Edit>> = {
  bold: (selection) => wrap(selection, '**'),
  italic: (selection) => wrap(selection, '*'),
  heading: (selection) => prefix(selection, /^## /, () => '## '),
  quote: (selection) => prefix(selection, /^> /, () => '> '),
  bullets: (selection) => prefix(selection, /^- /, () => '- '),
  numbers: (selection) => prefix(selection, /^\d{1,3}\. /, (index) => `${index + 1}. `),
  code,
  link: (selection) => linkEdit(selection),
};

/** What a tool does to the selected text. */
export function markdownEdit(tool: MarkdownTool, selection: Selection): Edit {
  return tools[tool](selection);
}

/** Enter in a list: the next item, or the end of the list on an empty one. Nothing elsewhere. */
export function continueList({ text, start, end }: Selection): Edit | undefined {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const parts = start === end ? ITEM.exec(text.slice(from, start)) : null;
  if (!parts) return undefined;
  const [, indent = '', mark = '', gap = ' ', content = ''] = parts;
  if (content.trim() === '') return { from, to: end, insert: '', start: from, end: from };
  const number = Number.parseInt(mark, 10);
  const next = Number.isNaN(number) ? mark : `${number + 1}${mark.at(-1)}`;
  const insert = `\n${indent}${next}${gap}`;
  const at = start + insert.length;
  return { from: start, to: end, insert, start: at, end: at };
}
