/** Changes the term base of a case: single terms, files, undo. Everything is added to its history. */
import { randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import { loadLexicon } from '../adapters/translator/gloss/lexicon.ts';
import { TelltaleError } from '../errors.ts';
import type { LexiconEntry } from '../model/lexicon.ts';
import { type StoredTerm, type Term, type TermChange, termKey } from '../model/term.ts';
import type { Store } from '../ports/store.ts';
import type { TermActions } from '../tell/http/dependencies.ts';
import {
  formatTbx,
  formatTermCsv,
  type ParseOptions,
  parseTbx,
  parseTermCsv,
} from '../understand/translate/term-base-files.ts';

/** A term as it is to be; `rendering` null takes it out. */
export type TermEdit = Omit<Term, 'rendering'> & { readonly rendering: string | null };

export interface TermOutcome {
  /** Terms that are new, rendered otherwise, or gone. */
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Terms that stood like that already. */
  readonly unchanged: number;
  /** Passages that wait to be translated again. */
  readonly touched: number;
}

export interface TermEffects {
  readonly author: string;
  readonly clock: () => Date;
}

/** Makes several changes as one step of the history. Rejects with `usage` where a term is empty. */
export async function changeTerms(
  store: Store,
  edits: readonly TermEdit[],
  { author, clock }: TermEffects,
  undoes?: string,
): Promise<TermOutcome> {
  const before = new Map((await store.terms.list()).map((term) => [termKey(term), term]));
  const batch = `terms-${randomUUID()}`;
  const counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
  const changes = new Map<string, TermChange>();
  for (const edit of edits) {
    const term = edit.term.trim();
    const rendering = edit.rendering?.trim() ?? null;
    if (term === '' || rendering === '') throw new TelltaleError('usage', 'A term and its rendering have letters.');
    for (const tag of [edit.language, edit.to]) checkLanguage(tag);
    const key = termKey({ ...edit, term });
    changes.set(key, {
      term,
      rendering,
      language: edit.language,
      to: edit.to,
      ...(edit.note ? { note: edit.note } : {}),
      id: `term-${randomUUID()}`,
      batch,
      ...(undoes === undefined ? {} : { undoes }),
      author,
      time: clock().toISOString(),
    });
  }
  for (const [key, { rendering, note, term }] of changes) {
    const was = before.get(key);
    if (was?.rendering === (rendering ?? undefined) && was?.note === note && (was === undefined || was.term === term)) {
      counts.unchanged += 1;
      changes.delete(key);
    } else if (rendering === null) counts.removed += 1;
    else if (was === undefined) counts.added += 1;
    else counts.changed += 1;
  }
  const touched = changes.size === 0 ? 0 : await store.terms.change([...changes.values()]);
  return { ...counts, touched };
}

function checkLanguage(tag: string): void {
  try {
    if (/^[a-z]{2,3}(?:[-_]|$)/i.test(tag) && Intl.getCanonicalLocales(tag.replaceAll('_', '-')).length === 1) return;
  } catch {
    // Told below, in our own words.
  }
  throw new TelltaleError('usage', `«${tag}» is no language: zh, zh-Hant, ru or such is wanted.`);
}

/** Takes the last step back that has not been taken back yet. Rejects with `not-found` where there is none. */
export async function undoTerms(store: Store, effects: TermEffects): Promise<TermOutcome> {
  const history = await store.terms.history();
  const undone = new Set(history.flatMap(({ undoes }) => undoes ?? []));
  const last = history.find(({ batch, undoes }) => undoes === undefined && !undone.has(batch))?.batch;
  if (last === undefined) throw new TelltaleError('not-found', 'There is no change of the term base to take back.');
  const first = history.findLastIndex(({ batch }) => batch === last);
  const earlier = history.slice(first + 1);
  const edits = history
    .filter(({ batch }) => batch === last)
    .map((change): TermEdit => {
      const before = earlier.find((each) => termKey(each) === termKey(change));
      return before ?? { ...change, rendering: null };
    });
  return changeTerms(store, edits, effects, last);
}

/** Reads a term base from a file's text; TBX by its name or its first character, CSV otherwise. Throws `broken-bundle`. */
export function parseTerms(name: string, text: string, options: ParseOptions): readonly Term[] {
  const isXml = /^\.(tbx|xml|tbxm)$/i.test(extname(name)) || text.trimStart().startsWith('<');
  const terms = isXml ? parseTbx(text, options) : parseTermCsv(text, options);
  if (terms.length === 0) {
    throw new TelltaleError('broken-bundle', `${name} holds no term with a rendering in ${options.to ?? 'en'}.`);
  }
  return terms;
}

export type TermFormat = 'csv' | 'tbx';

export function formatTerms(terms: readonly StoredTerm[], format: TermFormat): string {
  return format === 'tbx' ? formatTbx(terms) : formatTermCsv(terms);
}

/** What the workbench may do; `update` brings what depends on a change up to date in the background. */
export function termActions(store: Store, effects: TermEffects, update: () => void): TermActions {
  const done = (outcome: TermOutcome): TermOutcome => {
    if (outcome.touched > 0) update();
    return outcome;
  };
  return {
    change: async (edits) => done(await changeTerms(store, edits.map(withLanguage), effects)),
    undo: async () => done(await undoTerms(store, effects)),
    import: async (name, text, languages) => done(await changeTerms(store, parseTerms(name, text, languages), effects)),
    export: async (format) => formatTerms(await store.terms.list(), format),
    shipped: () => shippedTerms(),
  };
}

function withLanguage({ language, note, ...edit }: Parameters<TermActions['change']>[0][number]): TermEdit {
  const known = language ?? languageOfTerm(edit.term);
  if (known === undefined) throw new TelltaleError('usage', `The language of «${edit.term}» is not known; name it.`);
  return { ...edit, language: known, ...(note ? { note } : {}) };
}

/** The language of a term by its script; undefined where the script leaves it open. */
export function languageOfTerm(term: string): string | undefined {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(term)) return 'ja';
  if (/\p{Script=Han}/u.test(term)) return 'zh';
  if (/\p{Script=Hangul}/u.test(term)) return 'ko';
  if (/[іїєґ]/iu.test(term)) return 'uk';
  return /\p{Script=Cyrillic}/u.test(term) ? 'ru' : undefined;
}

/** What the shipped lexicons say, as terms: what a case's own term base overrides. */
export async function shippedTerms(): Promise<readonly Term[]> {
  const [chinese, common, russian] = await Promise.all(['zh.tsv', 'zh-common.tsv', 'ru.tsv'].map(loadLexicon));
  const termsOf = (entries: readonly LexiconEntry[] | undefined, language: string): Term[] =>
    (entries ?? []).map(({ term, english, kind }) => ({ term, rendering: english, language, to: 'en', note: kind }));
  return [...termsOf(chinese, 'zh'), ...termsOf(common, 'zh'), ...termsOf(russian, 'ru')];
}
