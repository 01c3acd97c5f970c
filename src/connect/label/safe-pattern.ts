/** Regular expressions from outside: taken only when no value can make them slow. */

/** Longer values are not asked. */
const LONGEST_VALUE = 256;
/** How many ways a pattern may have to match the longest value, at most. */
const MOST_WAYS = 2_000_000;

export type SafePattern = (value: string) => boolean;

/**
 * A test of values by an expression as warninglists write it, `/body/flags` or the body alone; undefined when it is no
 * expression, or when backtracking could take more than a bounded number of ways.
 */
export function safePattern(source: string): SafePattern | undefined {
  const [, body = source, flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(source) ?? [];
  const starts = /^\^[^|]*$/.test(body.replace(/\([^()]*\)/g, '')) ? 1 : LONGEST_VALUE;
  if (waysOf(body) * starts > MOST_WAYS) return undefined;
  let pattern: RegExp;
  try {
    // Without `g` and `y`: a test must not depend on the one before.
    pattern = new RegExp(body, flags.replace(/[^imsu]/g, ''));
  } catch {
    return undefined;
  }
  return (value) => value.length <= LONGEST_VALUE && pattern.test(value);
}

/**
 * An upper bound of the ways to backtrack: each choice multiplies. A repeated group that holds a choice itself, a look
 * around and a reference back have no bound here.
 */
function waysOf(body: string): number {
  if (/\(\?[=!<]|\\[1-9k]/.test(body)) return Number.POSITIVE_INFINITY;
  const open: { ways: number; alternatives: number }[] = [{ ways: 1, alternatives: 1 }];
  let last = 1;
  for (const [token] of body.matchAll(
    /\\.|\[(?:\\.|[^\]\\])*\]|\(\?:|\(|\)|\||(?:[*+?]|\{\d+(?:,\d*)?\})\??|[^\\[()|*+?{]|\{/gs,
  )) {
    const group = open.at(-1);
    if (!group) return Number.POSITIVE_INFINITY;
    if (token.startsWith('(')) open.push({ ways: 1, alternatives: 1 });
    else if (token === ')') {
      open.pop();
      const outer = open.at(-1);
      if (!outer) return Number.POSITIVE_INFINITY;
      last = group.ways * group.alternatives;
      outer.ways *= last;
    } else if (token === '|') group.alternatives += 1;
    else if (/^(?:[*+?]|\{\d)/.test(token)) {
      const { most, choices } = repetition(token);
      if (last > 1 && most > 1) return Number.POSITIVE_INFINITY;
      group.ways *= choices;
      last = 1;
    } else last = 1;
  }
  const all = open[0];
  return all && open.length === 1 ? all.ways * all.alternatives : Number.POSITIVE_INFINITY;
}

function repetition(token: string): { most: number; choices: number } {
  if (token.startsWith('?')) return { most: 1, choices: 2 };
  const bounds = /^\{(\d+)(,?)(\d*)\}/.exec(token);
  if (!bounds) return { most: LONGEST_VALUE, choices: LONGEST_VALUE };
  const least = Number(bounds[1]);
  const most = bounds[2] === '' ? least : bounds[3] === '' ? LONGEST_VALUE : Number(bounds[3]);
  return { most, choices: Math.max(1, Math.min(most, LONGEST_VALUE) - least + 1) };
}
