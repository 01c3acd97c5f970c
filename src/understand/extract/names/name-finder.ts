/** Names of passages by the rules of their language: found once, for every extractor that needs them. */
import type { StoredPassage } from '../../../model/passage.ts';
import { findAddressedNames } from './addressed-names.ts';
import { createChineseNames } from './chinese.ts';
import { withDiscovered } from './discovered-names.ts';
import { createEnglishNames } from './english.ts';
import { type FoundName, withoutOverlaps } from './found-name.ts';
import { loadGazetteer } from './gazetteer.ts';
import { introducedNames, introducedThroughout } from './introduced-names.ts';
import { createKnownNames } from './known-names.ts';
import { loadLexiconNames } from './lexicon-names.ts';
import { createRussianNames } from './russian.ts';

export interface NameFinder {
  /** Names of each passage, in order, not overlapping. Passages need their language. */
  find(passages: readonly StoredPassage[]): readonly (readonly FoundName[])[];
}

/** Names in one text of a language, in order, not overlapping. */
interface LanguageNames {
  find(text: string): readonly FoundName[];
}

/** Rules by the language of a passage, without its script: loads the word lists. A language is a file beside this one and an entry here. */
const LANGUAGES: Readonly<Record<string, () => Promise<() => LanguageNames>>> = {
  zh: async () => {
    const [lexicon, gazetteer] = await Promise.all([loadLexiconNames('zh'), loadGazetteer('zh')]);
    return () => createChineseNames(lexicon, gazetteer);
  },
  ru: async () => {
    const [lexicon, gazetteer] = await Promise.all([loadLexiconNames('ru'), loadGazetteer('ru')]);
    return () => createRussianNames(lexicon, gazetteer);
  },
  en: async () => {
    const gazetteer = await loadGazetteer('en');
    return () => createEnglishNames(gazetteer);
  },
};

const UNKNOWN = 'und';
const NOTHING: LanguageNames = { find: () => [] };
/** Browsers as they present themselves, keys of the registry and paths name no firm: `Software\\Microsoft`. */
const OF_MACHINES =
  /(?<![A-Za-z])Mozilla\/\d\.\d \([^)\n]{2,300}\)|(?<![A-Za-z])(?:HKEY_[A-Z_]{4,30}|HK(?:LM|CU|CR|U)|[A-Z]:|%[A-Za-z]{3,20}%)(?:\\[^\\\s"'<>|]{1,80}){1,20}/gu;

/** Rules of a language that no text is in take no memory: Chinese words alone take 70 MB. */
function onFirstUse<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Loads the word lists of all languages; what is made of them waits for the first text, for Chinese some 0.5 s. */
export async function createNameFinder(): Promise<NameFinder> {
  const rulesOf = new Map(
    await Promise.all(
      Object.entries(LANGUAGES).map(async ([language, load]) => [language, onFirstUse(await load())] as const),
    ),
  );
  const gazetteer = await loadGazetteer('en');
  const others = new Map<string, LanguageNames>();
  const known = new WeakMap<StoredPassage, readonly FoundName[]>();

  function rulesFor(language: string): LanguageNames {
    const own = rulesOf.get(language)?.() ?? others.get(language);
    if (own !== undefined) return own;
    // Of rows and logs, which are of no language, what looks like a firm is a header or a program.
    const made = language === UNKNOWN ? NOTHING : createKnownNames(language, gazetteer);
    others.set(language, made);
    return made;
  }

  function namesIn({ text, language, role }: StoredPassage): readonly FoundName[] {
    if (role === 'code' || role === 'strings') return [];
    const rules = rulesFor(language?.split('-')[0] ?? UNKNOWN);
    const introduced = introducedNames(text);
    const addressed = findAddressedNames(text);
    // Two words with capitals look like a person; «the group» before them says what they are.
    const ruled = rules
      .find(text)
      .filter(
        ({ type, start, end }) =>
          type !== 'individual' || !introduced.some((name) => start < name.end && name.start < end),
      );
    const machine = [...text.matchAll(OF_MACHINES)].map(({ 0: raw, index }) => ({
      start: index,
      end: index + raw.length,
    }));
    const names = withoutOverlaps([...introduced, ...addressed, ...ruled]);
    return machine.length === 0
      ? names
      : names.filter(({ start, end }) => !machine.some((span) => start < span.end && span.start < end));
  }

  return {
    find(passages) {
      if (passages.every((passage) => known.has(passage))) return passages.map((passage) => known.get(passage) ?? []);
      const introduced = introducedThroughout(
        passages.map(({ text }) => text),
        withKnownPeople(passages, passages.map(namesIn)),
      );
      const found = withDiscovered(passages.map(englishOf), introduced);
      for (const [index, passage] of passages.entries()) known.set(passage, found[index] ?? []);
      return found;
    },
  };
}

/** Prose in English; what else a document holds says nothing to the judge of its words. */
function englishOf({ text, language, role }: StoredPassage): string {
  return language === 'en' && role !== 'code' && role !== 'strings' ? text : '';
}

/** A Chinese name met once that begins with a name of two characters met more often has taken in the word behind it. */
function withKnownPeople(
  passages: readonly StoredPassage[],
  names: readonly (readonly FoundName[])[],
): readonly (readonly FoundName[])[] {
  const counts = new Map<string, number>();
  const rawOf = (passage: number, { start, end }: FoundName): string => passages[passage]?.text.slice(start, end) ?? '';
  for (const [passage, found] of names.entries()) {
    for (const name of found) {
      if (name.type !== 'individual' || name.confidence < 0.5) continue;
      const raw = rawOf(passage, name);
      if (raw.length <= 3) counts.set(raw, (counts.get(raw) ?? 0) + 1);
    }
  }
  return names.map((found, passage) =>
    found.map((name) => {
      const raw = rawOf(passage, name);
      if (name.type !== 'individual' || !/^\p{Script=Han}{3}$/u.test(raw)) return name;
      const short = counts.get(raw.slice(0, 2)) ?? 0;
      return short >= 2 * (counts.get(raw) ?? 0) && short > 0 ? { ...name, end: name.end - 1 } : name;
    }),
  );
}
