/** Countries by their names in English, Chinese and Russian, so that a leak's word meets a report's word. */

const LANGUAGES = ['en', 'zh-Hans', 'zh-Hant', 'ru'] as const;
/** Names that people write and the tables of the runtime do not have. */
const ALSO: Readonly<Record<string, string>> = {
  usa: 'US',
  'u s a': 'US',
  'united states of america': 'US',
  uk: 'GB',
  'great britain': 'GB',
  'hong kong': 'HK',
  macau: 'MO',
  macao: 'MO',
  'south korea': 'KR',
  'north korea': 'KP',
  burma: 'MM',
  myanmar: 'MM',
  turkey: 'TR',
  'czech republic': 'CZ',
  'viet nam': 'VN',
  'russian federation': 'RU',
  香港: 'HK',
  澳门: 'MO',
  缅甸: 'MM',
  韩国: 'KR',
  朝鲜: 'KP',
  南韩: 'KR',
};

const english = new Intl.DisplayNames(['en'], { type: 'region' });

const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\s]+/gu, ' ')
    .trim();

let codes: ReadonlyMap<string, string> | undefined;

function codesByName(): ReadonlyMap<string, string> {
  if (codes) return codes;
  const found = new Map<string, string>();
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const one of letters) {
      for (const other of letters) {
        const name = names.of(one + other);
        if (name !== undefined && !found.has(folded(name))) found.set(folded(name), one + other);
      }
    }
  }
  for (const [name, code] of Object.entries(ALSO)) found.set(folded(name), code);
  codes = found;
  return found;
}

/** The English name of the country that a text names, alone or beside other words; undefined where it names none. */
export function countryOf(text: string): string | undefined {
  const known = codesByName();
  const pieces = [text, ...text.split(/[|/,，、;；()（）]/)];
  for (const piece of pieces) {
    const code = known.get(folded(piece));
    if (code !== undefined) return english.of(code)?.replace(/ \(.*\)$| SAR China$/, '');
  }
  return undefined;
}

/** The code of a country by any of its names. */
export function regionOf(name: string): string | undefined {
  return codesByName().get(folded(name));
}
