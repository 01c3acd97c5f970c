/** Keeps what a function gave for short texts that come again and again: headers of columns, the words of table rows. */

/** Texts that are kept; when there are more, all are forgotten. */
const MOST = 2_000;
/** Longer texts seldom come twice. */
const LONGEST = 200;

/** `make` has to depend on its text alone. */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST) return make(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (known.size >= MOST) known.clear();
    known.set(text, made);
    return made;
  };
}
