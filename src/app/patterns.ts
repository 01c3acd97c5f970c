/** Patterns of an open case, with the term lists that count in it and what columns mean. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TelltaleError } from '../errors.ts';
import {
  formatTermList,
  type ListedTerm,
  parseTermList,
  TERM_LISTS,
  type TermListName,
  type TermLists,
} from '../model/term-list.ts';
import type { Store } from '../ports/store.ts';
import type { PatternActions } from '../tell/http/dependencies.ts';
import type { PatternContext } from '../tell/views/patterns/pattern.ts';
import { patternCsv } from '../tell/views/patterns/pattern-csv.ts';
import { PATTERNS, type PatternAnswer, type PatternRequest, patternAnswer } from '../tell/views/patterns/patterns.ts';
import { columnRole } from '../understand/extract/column-roles.ts';
import { PROGRAM_ROOT } from './program.ts';

export type { PatternAnswer, TermListName };
export { formatTermList, TERM_LISTS };

export const PATTERN_NAMES = PATTERNS.map(({ name, title, question }) => ({ name, title, question }));

export interface CountingList {
  readonly list: TermListName;
  /** Whether the case has its own. */
  readonly own: boolean;
  readonly terms: readonly ListedTerm[];
}

const settingOf = (list: TermListName): string => `list:${list}`;

/** As it counts in this case. */
export async function termListOf(store: Store, list: TermListName): Promise<CountingList> {
  const own = await store.settings.get(settingOf(list));
  if (own) return { list, own: true, terms: parsed(`the case’s ${list}`, own) };
  const file = join(PROGRAM_ROOT, 'data', 'patterns', `${list}.tsv`);
  return { list, own: false, terms: parsed(file, await readFile(file, 'utf8')) };
}

/** Replaces the list in this case; null goes back to the shipped one. */
export async function setTermList(
  store: Store,
  list: TermListName,
  terms: readonly ListedTerm[] | null,
): Promise<CountingList> {
  await store.settings.set(settingOf(list), terms === null ? '' : `# of this case\n${formatTermList(terms)}`);
  return termListOf(store, list);
}

/** Reads lines of group, term and reference. Throws `broken-bundle`. */
export function parsed(name: string, text: string): readonly ListedTerm[] {
  const terms = parseTermList(text);
  if ('badLine' in terms) {
    throw new TelltaleError(
      'broken-bundle',
      `${name}, line ${terms.badLine}: a group and a term, separated by a tab, are wanted.`,
    );
  }
  return terms;
}

async function contextOf(store: Store): Promise<PatternContext> {
  const lists = await Promise.all(
    TERM_LISTS.map(async (list) => [list, (await termListOf(store, list)).terms] as const),
  );
  return { store, lists: Object.fromEntries(lists) as unknown as TermLists, roleOfColumn: columnRole };
}

/** Rejects with `not-found` for a pattern or a table that there is not. */
export async function patternOf(store: Store, name: string, request: PatternRequest): Promise<PatternAnswer> {
  return patternAnswer(await contextOf(store), name, request);
}

/** One table as CSV. Rejects as `patternOf`. */
export async function patternCsvOf(
  store: Store,
  name: string,
  request: { readonly table?: string | undefined; readonly unmasked: boolean },
): Promise<string> {
  return patternCsv(await contextOf(store), name, request);
}

/** What the workbench and the report are given. */
export function patternActions(store: Store): PatternActions {
  const plain = ({ terms, ...rest }: CountingList) => ({ ...rest, terms: terms.map((term) => ({ ...term })) });
  return {
    context: () => contextOf(store),
    list: async (list) => plain(await termListOf(store, list)),
    setList: async (list, terms) =>
      plain(
        await setTermList(
          store,
          list,
          terms?.map(({ reference, ...term }) => ({ ...term, ...(reference ? { reference } : {}) })) ?? null,
        ),
      ),
  };
}
