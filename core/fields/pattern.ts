// Patterns that configuration may bring: valid, short, and without the nesting that makes matching run for seconds.

/** Why a pattern cannot be used, or undefined. */
export function patternFault(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (/\\[1-9]/.test(pattern)) return 'back reference';
  return hasNestedRepeat(pattern) ? 'repeat inside a repeat' : undefined;
}

/** A group that is repeated without a bound and itself repeats or branches: (x+)+, (a|b*)*. */
function hasNestedRepeat(pattern: string): boolean {
  const open: boolean[] = [];
  let isRisky = false;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index];
    if (character === '\\') index++;
    else if (character === '[') index = endOfClass(pattern, index);
    else if (character === '(') {
      open.push(isRisky);
      isRisky = false;
    } else if (character === ')') {
      if (isRisky && repeats(pattern, index + 1)) return true;
      isRisky = (open.pop() ?? false) || isRisky;
    } else if (character === '|' || repeats(pattern, index)) isRisky = true;
  }
  return false;
}

function endOfClass(pattern: string, start: number): number {
  let index = start + 1;
  while (index < pattern.length && pattern[index] !== ']') index += pattern[index] === '\\' ? 2 : 1;
  return index;
}

function repeats(pattern: string, index: number): boolean {
  const character = pattern[index];
  return (
    character === '*' || character === '+' || /^\{\d+,(?:\d{2,})?\}/.test(pattern.slice(index))
  );
}
