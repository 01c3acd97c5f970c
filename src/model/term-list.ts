/** Lists of terms in groups, such as themes or kinds of clients: shipped, and overridden by an analyst case by case. */

/** In the order in which they are listed. */
export const TERM_LISTS = [
  'themes',
  'client-kinds',
  'target-sectors',
  'ties',
  'capabilities',
  'company-pages',
] as const;
export type TermListName = (typeof TERM_LISTS)[number];

export interface ListedTerm {
  readonly group: string;
  /** As it stands in texts; compared case folded. */
  readonly term: string;
  /** What it refers to outside, such as an ATT&CK id. */
  readonly reference?: string;
}

export type TermLists = Readonly<Record<TermListName, readonly ListedTerm[]>>;

/** Reads lines of group, term and reference, separated by tabs; `#` begins a comment. Gives the number of a line that is none of these. */
export function parseTermList(text: string): readonly ListedTerm[] | { readonly badLine: number } {
  const terms: ListedTerm[] = [];
  for (const [at, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [group = '', term = '', reference = ''] = line.split('\t').map((cell) => cell.trim());
    if (group === '' || term === '') return { badLine: at + 1 };
    terms.push({ group, term, ...(reference === '' ? {} : { reference }) });
  }
  return terms;
}

export function formatTermList(terms: readonly ListedTerm[]): string {
  return terms
    .map(({ group, term, reference }) => `${[group, term, ...(reference ? [reference] : [])].join('\t')}\n`)
    .join('');
}

/** Groups in the order of the list, each with its terms. */
export function groupsOf(terms: readonly ListedTerm[]): ReadonlyMap<string, readonly ListedTerm[]> {
  const groups = new Map<string, ListedTerm[]>();
  for (const term of terms) {
    const before = groups.get(term.group);
    if (before) before.push(term);
    else groups.set(term.group, [term]);
  }
  return groups;
}

/** Latin and Cyrillic terms begin at a word's beginning; short ones are whole words. Han terms stand anywhere. */
function stands(text: string, term: string): boolean {
  const isLetter = /\p{Script=Latin}|\p{Script=Cyrillic}|\p{N}/u;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const [first = '', last = ''] = [term[0], term.at(-1)];
    const before = text[at - 1] ?? '';
    const after = text[at + term.length] ?? '';
    const beginsWord = !isLetter.test(first) || !isLetter.test(before);
    const endsWord = term.length > 3 || !isLetter.test(last) || !isLetter.test(after);
    if (beginsWord && endsWord) return true;
  }
  return false;
}

/** The term of the list that stands in the text: the longest, of equals the first listed. */
export function termIn(terms: readonly ListedTerm[], text: string): ListedTerm | undefined {
  const folded = text.normalize('NFKC').toLowerCase();
  let best: ListedTerm | undefined;
  for (const listed of terms) {
    if (best && listed.term.length <= best.term.length) continue;
    if (stands(folded, listed.term.normalize('NFKC').toLowerCase())) best = listed;
  }
  return best;
}

/** Whether a term stands at a place of a text as a term, not as a piece of a longer word. */
export function standsAt(text: string, start: number, end: number): boolean {
  return stands(text.slice(Math.max(0, start - 1), end + 1).toLowerCase(), text.slice(start, end).toLowerCase());
}
