/** Which lists hold a value word for word: the first few are looked for in the lists as they are, for many an index is made. */

/** Looking through all lists costs about a hundredth of what an index of them costs. */
const FEW = 50;

export interface ExactEntries<T> {
  /** Values of one list, folded as those that will be asked for. */
  add(entries: readonly string[], carried: T): void;
  /** What the lists carry that hold the value, in the order in which they were added. */
  at(value: string): readonly T[];
}

export function createExactEntries<T>(): ExactEntries<T> {
  const lists: { readonly entries: readonly string[]; readonly carried: T }[] = [];
  let index: Map<string, T[]> | undefined;
  let asked = 0;
  const indexed = (): Map<string, T[]> => {
    const made = new Map<string, T[]>();
    for (const { entries, carried } of lists) {
      for (const entry of entries) {
        const before = made.get(entry);
        if (before === undefined) made.set(entry, [carried]);
        else if (before.at(-1) !== carried) before.push(carried);
      }
    }
    return made;
  };
  return {
    add(entries, carried) {
      lists.push({ entries, carried });
      index = undefined;
    },
    at(value) {
      asked += 1;
      if (asked > FEW) index ??= indexed();
      return index
        ? (index.get(value) ?? [])
        : lists.flatMap((list) => (list.entries.includes(value) ? list.carried : []));
    },
  };
}
