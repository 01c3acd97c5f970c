/** Names of places and products that are known beforehand, in three languages, from `data/gazetteer/` and the runtime's locale data. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TelltaleError } from '../../../errors.ts';

const LANGUAGES = ['en', 'zh', 'ru'] as const;
export type GazetteerLanguage = (typeof LANGUAGES)[number];

export interface Gazetteer {
  readonly places: ReadonlySet<string>;
  readonly products: ReadonlySet<string>;
  readonly organisations: ReadonlySet<string>;
  /** Words that a dictionary takes for places and that are none. */
  readonly notPlaces: ReadonlySet<string>;
}

export async function loadGazetteer(language: GazetteerLanguage): Promise<Gazetteer> {
  const [places, products, organisations, notPlaces, china] = await Promise.all([
    namesOf('places', language),
    namesOf('products', language),
    namesOf('organisations', language),
    language === 'zh' ? linesOf('not-places.zh.txt') : [],
    language === 'zh' ? linesOf('china.zh.txt') : [],
  ]);
  return {
    places: new Set([...countries(language), ...places, ...china.flatMap((line) => line.split(' '))]),
    products: new Set(products),
    organisations: new Set(organisations),
    notPlaces: new Set(notPlaces.flatMap((line) => line.split(' '))),
  };
}

/** Names in the wanted language; what is no place keeps its English name beside it. */
async function namesOf(
  file: 'places' | 'products' | 'organisations',
  language: GazetteerLanguage,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const line of await linesOf(`${file}.tsv`)) {
    const columns = line.split('\t');
    const wanted = [columns[LANGUAGES.indexOf(language)] ?? '-', ...(file === 'places' ? [] : [columns[0] ?? '-'])];
    for (const cell of wanted) if (cell !== '-') names.push(...cell.split('|'));
  }
  return names;
}

async function linesOf(file: string): Promise<readonly string[]> {
  const path = fileURLToPath(new URL(`../../../../data/gazetteer/${file}`, import.meta.url));
  try {
    return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  } catch (cause) {
    throw new TelltaleError('internal', `The gazetteer ${file} cannot be read.`, { cause, details: { path } });
  }
}

/** Finds those of the names that are in Latin letters, as written, where words begin and end. Longest first. */
export function latinFinder(names: Iterable<string>): (text: string) => readonly { start: number; end: number }[] {
  const latin = [...names]
    .filter((name) => /^[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}\s.&:'-]*$/u.test(name))
    .sort((one, other) => other.length - one.length || (one < other ? -1 : 1))
    .map((name) => name.replace(/\./g, '\\.'));
  const pattern = new RegExp(
    `(?<![\\p{Script=Latin}\\p{N}_./@-])(?:${latin.join('|')})(?![\\p{Script=Latin}\\p{N}_/@-]|\\.\\p{L})`,
    'gu',
  );
  return (text) => [...text.matchAll(pattern)].map(({ 0: raw, index }) => ({ start: index, end: index + raw.length }));
}

/** Names of countries as the Unicode locale data spells them, without what stands in brackets. */
function countries(language: GazetteerLanguage): readonly string[] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  const found: string[] = [];
  for (let first = 65; first <= 90; first++) {
    for (let second = 65; second <= 90; second++) {
      const code = String.fromCharCode(first, second);
      if (/^(?:EU|EZ|UN|QO|ZZ|XA|XB|X[A-Z]|A[CQ]|Q[A-Z])$/.test(code)) continue;
      const name = names
        .of(code)
        ?.replace(/\s?[(（].*$/u, '')
        .replace(/特别行政区$|^中国(?=香港|澳门)/gu, '');
      if (name !== undefined && name.length > 1) found.push(name);
    }
  }
  return found;
}
