/** Which of many strings occur in a value: an index by their first units, so that a value costs its length and not theirs. */

export interface Substrings<T> {
  add(needle: string, value: T): void;
  /** What the needles carry that occur anywhere in `text`. */
  within(text: string): readonly T[];
}

/** Shorter needles would be in nearly everything: they are compared whole. */
const LEAST = 4;

export function createSubstrings<T>(): Substrings<T> {
  const byHead = new Map<string, { needle: string; value: T }[]>();
  const whole = new Map<string, T[]>();
  return {
    add(needle, value) {
      if (needle.length < LEAST) {
        whole.set(needle, [...(whole.get(needle) ?? []), value]);
        return;
      }
      const head = needle.slice(0, LEAST);
      const needles = byHead.get(head);
      if (needles) needles.push({ needle, value });
      else byHead.set(head, [{ needle, value }]);
    },
    within(text) {
      const found: T[] = [...(whole.get(text) ?? [])];
      if (byHead.size === 0) return found;
      for (let at = 0; at + LEAST <= text.length; at += 1) {
        for (const { needle, value } of byHead.get(text.slice(at, at + LEAST)) ?? [])
          if (text.startsWith(needle, at)) found.push(value);
      }
      return found;
    },
  };
}
