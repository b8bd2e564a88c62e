// Edits of Markdown text: marks on and off, lists that go on and end, links.
import { describe, expect, test } from 'vitest';
import {
  continueList,
  type Edit,
  linkEdit,
  type MarkdownTool,
  markdownEdit,
  type Selection,
} from '../../../runtime/web/widgets/markdown-edit.ts';

/** A text whose selection is written between bars: "a |b| c". */
function selected(marked: string): Selection {
  const start = marked.indexOf('|');
  const end = marked.lastIndexOf('|');
  return { text: marked.replaceAll('|', ''), start, end: end > start ? end - 1 : start };
}

function shown({ text }: Selection, edit: Edit | undefined): string | undefined {
  if (!edit) return undefined;
  const after = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
  const [before, chosen, rest] = [
    after.slice(0, edit.start),
    after.slice(edit.start, edit.end),
    after.slice(edit.end),
  ];
  return chosen ? `${before}|${chosen}|${rest}` : `${before}|${rest}`;
}

describe('tools', () => {
  for (const [tool, before, after] of [
    ['bold', 'a |b| c', 'a **|b|** c'],
    ['bold', 'a **|b|** c', 'a |b| c'],
    ['italic', 'a |b| c', 'a *|b|* c'],
    ['italic', 'a *|b|* c', 'a |b| c'],
    ['italic', '**|b|**', '***|b|***'],
    ['code', '|x|', '`|x|`'],
    ['code', '|a\nb|', '|```\na\nb\n```|'],
    ['bullets', '|a\nb|', '|- a\n- b|'],
    ['bullets', '|- a\n- b|', '|a\nb|'],
    ['numbers', '|- a\n- b|', '|1. a\n2. b|'],
    ['heading', 'a|b', '## ab|'],
    ['quote', 'ab|', '> ab|'],
    ['link', '|word|', '[word](|https://|)'],
    ['link', '|https://example.com|', '[|](https://example.com)'],
  ] as [MarkdownTool, string, string][])
    test(`${tool}: ${JSON.stringify(before)}`, () => {
      const selection = selected(before);
      expect(shown(selection, markdownEdit(tool, selection))).toBe(after);
    });

  test('an address laid on a word makes a link', () => {
    const selection = selected('see |this|');
    expect(shown(selection, linkEdit(selection, 'https://a.b'))).toBe('see [this](https://a.b)|');
  });
});

describe('Enter', () => {
  for (const [before, after] of [
    ['- a|', '- a\n- |'],
    ['9. a|', '9. a\n10. |'],
    ['  * a|', '  * a\n  * |'],
    ['- a\n- |', '- a\n|'],
    ['plain|', undefined],
    ['- |a|', undefined],
  ] as const)
    test(JSON.stringify(before), () => {
      const selection = selected(before);
      expect(shown(selection, continueList(selection))).toBe(after);
    });
});
