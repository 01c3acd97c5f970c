/** The search language: words and Han text, "phrases", OR, NOT or -word, word*, and fields such as type: lang: from: tag: is:. */
import { TelltaleError } from '../../../errors.ts';
import { joinedRuns, type Token, tokenise } from './tokens.ts';

/** Tokens that must stand next to each other; the last one may be the beginning of a token. */
export interface Atom {
  readonly tokens: readonly string[];
  readonly prefix: boolean;
  /** Of an indicator: the tokens must be parts of one, as in `a.example`, not mere neighbours. */
  readonly joined: boolean;
  /** How many characters of the last token are wanted, where it is the beginning of a Han pair. */
  readonly hanEnd: boolean;
}

export type Group = readonly (readonly Atom[])[];

const FIELDS = ['type', 'lang', 'from', 'in', 'since', 'until', 'tag', 'is', 'entity', 'has', 'label'] as const;
export type Field = (typeof FIELDS)[number];

/** `is:` of a document's marks, and of one that only an older edition of its reference has. */
export const STATES = ['read', 'unread', 'starred', 'noted', 'tagged', 'superseded'] as const;

export interface FieldTerm {
  readonly field: Field;
  readonly value: string;
  readonly negated: boolean;
}

export interface ParsedQuery {
  /** All groups must occur; of a group, one alternative, which is all of its atoms. */
  readonly all: readonly Group[];
  readonly none: readonly Atom[];
  readonly fields: readonly FieldTerm[];
}

/** `-` or nothing, a field or none, then a phrase or a word. */
const PIECE = new RegExp(`(-?)(?:(${FIELDS.join('|')}):)?(?:"([^"]*)"(\\*?)|([^\\s"]+))`, 'g');

/** Other words for words, by their folded tokens with a space between: `remote access trojan` -> `远控`. */
export type Vocabulary = (
  words: string,
  /** Without other forms of the words. */
  options?: { readonly asWritten: boolean },
) => readonly string[];

/** Throws `query-syntax` with what is wrong. What is not in quotes is also found by the vocabulary's other words. */
export function parseQuery(text: string, vocabulary: Vocabulary = () => []): ParsedQuery {
  if ((text.match(/"/g)?.length ?? 0) % 2 === 1) throw wrong('A quotation mark is not closed.');
  const all: Wanted[] = [];
  const none: Atom[] = [];
  const fields: FieldTerm[] = [];
  let before: 'nothing' | 'word' | 'or' | 'not' = 'nothing';
  for (const [whole, minus, field, phrase, star, word = ''] of text.matchAll(PIECE)) {
    if (whole === 'OR') {
      if (before !== 'word') throw wrong('OR stands between two words.');
      before = 'or';
    } else if (whole === 'NOT') {
      if (before === 'or' || before === 'not') throw wrong('NOT stands before a word; after OR it has no meaning.');
      before = 'not';
    } else if (whole === 'AND') {
      if (before !== 'word') throw wrong('AND stands between two words.');
    } else if (field !== undefined) {
      if (before === 'or') throw wrong(`${field}: cannot be an alternative.`);
      fields.push(fieldTerm(field as Field, phrase ?? word, before === 'not' || minus === '-'));
      if (before === 'not') before = 'nothing';
    } else {
      const prefix = phrase === undefined ? word.endsWith('*') : star === '*';
      const atom = atomOf(phrase ?? (prefix ? word.slice(0, -1) : word), prefix);
      const negated: boolean = before === 'not' || minus === '-';
      if (negated && before === 'or') throw wrong('What is left out cannot be an alternative.');
      if (!atom) continue;
      if (negated) none.push(atom);
      else if (before === 'or') all.at(-1)?.atoms.push(atom);
      else all.push({ atoms: [atom], quoted: phrase !== undefined });
      before = negated ? 'nothing' : 'word';
    }
  }
  if (before === 'or') throw wrong('OR stands between two words.');
  if (before === 'not') throw wrong('NOT stands before a word.');
  if (all.length === 0 && none.length > 0) throw wrong('A search needs something to find, not only what to leave out.');
  if (all.length === 0 && fields.length === 0) throw wrong('There is nothing to search for.');
  return { all: withOtherWords(all, vocabulary), none, fields };
}

function fieldTerm(field: Field, value: string, negated: boolean): FieldTerm {
  if (field === 'is' && !STATES.some((state) => state === value.toLowerCase()))
    throw wrong(`is: takes ${STATES.slice(0, -1).join(', ')} or ${STATES.at(-1)}, not ${value}.`);
  return { field, value, negated };
}

/** Alternatives that the user typed. */
interface Wanted {
  readonly atoms: Atom[];
  readonly quoted: boolean;
}

/** Words that are looked up together at the most. */
const LONGEST_TERM = 6;

/** Each run of plain words that the vocabulary knows, longest first, as one group with its other words. */
function withOtherWords(all: readonly Wanted[], vocabulary: Vocabulary): readonly Group[] {
  const groups: Group[] = [];
  const plain = (wanted: Wanted | undefined): Atom | undefined =>
    wanted?.atoms.length === 1 && !wanted.quoted && !wanted.atoms[0]?.prefix ? wanted.atoms[0] : undefined;
  for (let at = 0; at < all.length; ) {
    let taken = 1;
    let group: Group = (all[at]?.atoms ?? []).map((atom) => [atom]);
    for (let length = Math.min(LONGEST_TERM, all.length - at); length > 0; length--) {
      const atoms = all.slice(at, at + length).flatMap((wanted) => plain(wanted) ?? []);
      if (atoms.length < length) continue;
      const others = vocabulary(atoms.flatMap(({ tokens }) => tokens).join(' '));
      if (others.length === 0) continue;
      taken = length;
      group = [atoms, ...others.flatMap((other) => alternativeOf(other))];
      break;
    }
    groups.push(group);
    at += taken;
  }
  return groups;
}

function alternativeOf(text: string): readonly (readonly Atom[])[] {
  const atom = atomOf(text, false);
  return atom ? [[atom]] : [];
}

const wrong = (message: string): TelltaleError => new TelltaleError('query-syntax', message);

/** Undefined when nothing of the text is searchable. */
function atomOf(text: string, wantsPrefix: boolean): Atom | undefined {
  const found = tokenise(text).filter((token) => token.text !== '');
  const last = found.at(-1);
  if (!last) return undefined;
  const runs = joinedRuns(text, found);
  const joined = runs.has(last.run) && found.every((token) => token.run === last.run);
  const tokens = found.map((token) => token.text);
  if (last.kind !== 'last') return { tokens, prefix: wantsPrefix, joined, hanEnd: false };
  // The last character of a Han run is a token only where the run ends; in the passage it may go on.
  const pair = found.at(-2);
  if (pair?.kind === 'pair' && pair.end === last.end) {
    return { tokens: tokens.slice(0, -1), prefix: false, joined: false, hanEnd: false };
  }
  return { tokens, prefix: true, joined: false, hanEnd: true };
}

function ftsAtom(atom: Atom): string {
  const phrase = `"${atom.tokens.join(' ').replaceAll('"', '')}"`;
  return `${atom.joined ? 'joined' : 'tokens'} : ${phrase}${atom.prefix ? ' *' : ''}`;
}

/** A text as one phrase in the words of FTS5; undefined when nothing of it is searchable. */
export function ftsPhrase(text: string): string | undefined {
  const atom = atomOf(text, false);
  return atom && ftsAtom(atom);
}

/** The query in the words of FTS5; undefined when it has fields only. */
export function ftsExpression(query: ParsedQuery): string | undefined {
  if (query.all.length === 0) return undefined;
  const both = (atoms: readonly Atom[]): string => `(${atoms.map((atom) => `(${ftsAtom(atom)})`).join(' AND ')})`;
  const either = (group: Group): string => `(${group.map(both).join(' OR ')})`;
  const wanted = query.all.map(either).join(' AND ');
  return query.none.length === 0 ? wanted : `(${wanted}) NOT ${either(query.none.map((atom) => [atom]))}`;
}

/** Where atoms of the query stand in a text, as spans in order, overlapping ones merged. */
export function findHits(query: ParsedQuery, text: string): [start: number, end: number][] {
  const tokens = tokenise(text);
  const byText = new Map<string, number[]>();
  tokens.forEach((token, at) => {
    const places = byText.get(token.text);
    if (places) places.push(at);
    else byText.set(token.text, [at]);
  });
  return mergeSpans(query.all.flat(2).flatMap((atom) => hitsOf(atom, text, tokens, byText)));
}

/** In order, overlapping ones as one. */
export function mergeSpans(spans: readonly (readonly [start: number, end: number])[]): [start: number, end: number][] {
  const merged: [number, number][] = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const before = merged.at(-1);
    if (before && start < before[1]) before[1] = Math.max(before[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

function hitsOf(
  atom: Atom,
  text: string,
  tokens: readonly Token[],
  byText: ReadonlyMap<string, readonly number[]>,
): [number, number][] {
  const [first = ''] = atom.tokens;
  const lastOffset = atom.tokens.length - 1;
  const starts =
    lastOffset === 0 && atom.prefix
      ? tokens.flatMap((token, at) => (token.text.startsWith(first) ? [at] : []))
      : (byText.get(first) ?? []);
  const spans: [number, number][] = [];
  for (const at of starts) {
    const firstToken = tokens[at];
    const lastToken = tokens[at + lastOffset];
    if (!firstToken || !lastToken || (atom.joined && firstToken.run !== lastToken.run)) continue;
    const matches = atom.tokens.every((wanted, offset) => {
      const have = tokens[at + offset]?.text ?? '';
      return atom.prefix && offset === lastOffset ? have.startsWith(wanted) : have === wanted;
    });
    if (!matches) continue;
    // A single Han character is found as the beginning of a pair; only itself is the hit.
    const oneCharacter = (text.codePointAt(lastToken.start) ?? 0) > 0xffff ? 2 : 1;
    spans.push([firstToken.start, atom.hanEnd ? lastToken.start + oneCharacter : lastToken.end]);
  }
  return spans;
}
