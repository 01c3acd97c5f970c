/** What patterns find, as codes with values: each language has its own words for them; these are the English ones. */

/** Values by code. Lists that go together have one length. */
export interface FindingValues {
  'clients-none': Record<string, never>;
  'clients-spoken-of': { kinds: string[]; counts: number[] };
  'clients-kind': { kind: string; clients: number; of: number };
  /** `spread` is `many` where many agencies pay little each. `share`: of the largest contract, 0 to 1. */
  'clients-contracts': {
    spread: 'many' | 'any';
    clients: number;
    contracts: number;
    sum: number;
    median: number;
    currency: string;
    share: number;
  };
  'targets-none': Record<string, never>;
  'targets-count': { targets: number; countries: number };
  /** Looked up at pages that tell a company's size. */
  'targets-looked-up': { companies: number };
  'targets-no-actor': Record<string, never>;
  'targets-no-report': { by: string; actors: string[] };
  'targets-new': { by: string; names: string[]; more: number };
  'targets-confirmed': { by: string; names: string[]; more: number };
  'targets-absent': { by: string; names: string[]; more: number };
  /**
   * `sure` and `working` are shares, 0 to 1; `declared` are zones that were given for times that state none. `clash` is
   * the zone at which people would work if the given one were right, where nobody works like that; else empty.
   */
  'people-zone': {
    messages: number;
    zone: string;
    words: 'clear' | 'fair' | 'weak';
    sure: number;
    working: number;
    declared: string[];
    times: 'stated' | 'unstated';
    clash: string;
  };
  'people-theme': { theme: string; passages: number };
  'suppliers-tie': { subject: string; predicate: string; object: string };
  'suppliers-ties': { ties: number; leads: number };
  'tools-offered': { offered: number; spoken: number };
  'tools-public': { names: string[]; more: number };
  'tools-most': { capability: string; passages: number };
  'timeline-none': Record<string, never>;
  'timeline-before': { things: number; thing: string; days: number };
}

export type FindingCode = keyof FindingValues;

const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 });
const counted = (n: number, noun: string): string => `${number(n)} ${noun}${n === 1 ? '' : 's'}`;
const percent = (share: number): string => `${Math.round(100 * share)} %`;
const listed = (names: readonly string[], more: number): string =>
  `${names.join(', ')}${more > 0 ? ` and ${number(more)} more` : ''}`;
const TIES: Readonly<Record<string, string>> = {
  'litigates-with': 'is in litigation with',
  'subsidiary-of': 'is a subsidiary of',
  'competitor-of': 'is a competitor of',
};
const placesOf = (by: string): string => (by === 'country' ? 'Countries' : 'Sectors');

const WORDS: { readonly [Code in FindingCode]: (values: FindingValues[Code]) => string } = {
  'clients-none': () =>
    'No table or sentence of the leaks states a client; bodies that are spoken of are listed apart.',
  'clients-spoken-of': ({ kinds, counts }) =>
    `Spoken of, but not stated as clients: ${kinds.map((kind, at) => `${number(counts[at] ?? 0)} of ${kind}`).join(', ')}.`,
  'clients-kind': ({ kind, clients, of }) =>
    `Most clients are of the kind ${kind}: ${number(clients)} of ${number(of)}.`,
  'clients-contracts': ({ spread, clients, contracts, sum, median, currency, share }) => {
    const unit = currency === '' ? '' : ` ${currency}`;
    return `${spread === 'many' ? 'Many agencies, low values: ' : ''}${counted(clients, 'client')} with ${counted(contracts, 'priced contract')}, ${number(sum)}${unit} in all; half of them are worth at most ${number(median)}${unit}, and the largest makes up ${percent(share)}.`;
  },
  'targets-none': () => 'No table or sentence of the leaks states a target.',
  'targets-count': ({ targets, countries }) =>
    `${counted(targets, 'target')} in ${countries === 1 ? '1 country' : `${number(countries)} countries`}.`,
  'targets-looked-up': ({ companies }) =>
    `${companies === 1 ? '1 company was' : `${number(companies)} companies were`} looked up at pages that tell size and revenue: likely targets, but nobody says so.`,
  'targets-no-actor': () => 'No overlapping actor is known yet whose published targets could be compared.',
  'targets-no-report': ({ by, actors }) =>
    `No loaded report says which ${placesOf(by).toLowerCase()} ${actors.join(', ')} target: nothing to compare with.`,
  'targets-new': ({ by, names, more }) =>
    `${placesOf(by)} in the leak but not in any loaded report on the overlapping actors: they challenge what was assumed: ${listed(names, more)}.`,
  'targets-confirmed': ({ by, names, more }) =>
    `${placesOf(by)} in the leak and in loaded reports: ${listed(names, more)}.`,
  'targets-absent': ({ by, names, more }) =>
    `${placesOf(by)} in loaded reports but not in the leak: ${listed(names, more)}.`,
  'people-zone': ({ messages, zone, words, sure, working, declared, times, clash }) => {
    const given =
      times === 'stated'
        ? 'by the zones that the files state'
        : declared.length > 0
          ? `the zone of the times was given as ${declared.join(', ')}`
          : 'if the times are UTC';
    const doubt = `The zone given for the times, ${declared.join(', ')}, does not fit: people would work at ${clash}. The files likely state UTC.`;
    return `${number(messages)} messages fit working hours at ${zone} best (${words}: ${percent(sure)} within two hours): ${percent(working)} of them fall between nine and seven there, ${clash === '' ? `${given}.` : `if the times are UTC. ${doubt}`}`;
  },
  'people-theme': ({ theme, passages }) => `The theme met most is ${theme}, in ${counted(passages, 'passage')}.`,
  'suppliers-tie': ({ subject, predicate, object }) =>
    `${subject} ${TIES[predicate] ?? predicate.replaceAll('-', ' ')} ${object}.`,
  'suppliers-ties': ({ ties, leads }) =>
    `${counted(ties, 'tie')} between organisations stated; ${counted(leads, 'lead')} from names that stand together or near a word of a tie.`,
  'tools-offered': ({ offered, spoken }) =>
    `${number(offered)} products and services are offered; ${number(spoken)} more are spoken of.`,
  'tools-public': ({ names, more }) => `Public names in the leak: ${listed(names, more)}.`,
  'tools-most': ({ capability, passages }) => `Spoken of most: ${capability}, in ${counted(passages, 'passage')}.`,
  'timeline-none': () => 'Nothing that an overlap joins stands in the leak before it was public.',
  'timeline-before': ({ things, thing, days }) =>
    `${counted(things, 'thing')} stand in the leak before any loaded source made them public; the longest before is ${thing}, by ${counted(days, 'day')}.`,
};

/** A finding in English. */
export function findingText<Code extends FindingCode>(code: Code, values: FindingValues[Code]): string {
  return WORDS[code](values);
}
