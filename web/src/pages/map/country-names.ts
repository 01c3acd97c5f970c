/** Which country of the atlas a place name means, in English, Chinese and Russian. */

/** Names of the atlas that differ from those of CLDR, by region code. */
const ATLAS_NAMES: Readonly<Record<string, string>> = {
  BA: 'Bosnia and Herz.',
  BN: 'Brunei',
  CD: 'Dem. Rep. Congo',
  CF: 'Central African Rep.',
  CG: 'Congo',
  CI: "Côte d'Ivoire",
  CZ: 'Czechia',
  DO: 'Dominican Rep.',
  EH: 'W. Sahara',
  FK: 'Falkland Is.',
  GQ: 'Eq. Guinea',
  MK: 'Macedonia',
  MM: 'Myanmar',
  PS: 'Palestine',
  SB: 'Solomon Is.',
  SS: 'S. Sudan',
  SZ: 'eSwatini',
  TF: 'Fr. S. Antarctic Lands',
  TL: 'Timor-Leste',
  TR: 'Turkey',
  US: 'United States of America',
};

/** Other names in use, by region code. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  CN: ['PRC', '中国大陆', "People's Republic of China"],
  GB: ['UK', 'Britain', 'Great Britain', '英国', 'Великобритания'],
  KP: ['DPRK', '朝鲜'],
  KR: ['Korea', '韩国'],
  MM: ['Burma', '缅甸'],
  RU: ['Russian Federation', 'РФ', '俄国'],
  TR: ['Turkey', 'Türkiye', '土耳其'],
  TW: ['台湾', '臺灣', 'Taiwan'],
  US: ['USA', 'US', 'U.S.', 'America', 'United States', '美国', 'США'],
  VN: ['Viet Nam', '越南'],
  AE: ['UAE', '阿联酋'],
};

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function fold(name: string): string {
  return name.normalize('NFKC').toLowerCase().trim();
}

/** A lookup from names in any of the languages to the atlas's name. */
export function countryNames(atlas: readonly string[]): (name: string) => string | undefined {
  const known = new Set(atlas);
  const names = new Map<string, string>();
  for (const name of atlas) names.set(fold(name), name);
  const languages = ['en', 'zh-Hans', 'zh-Hant', 'ru'].map(
    (tag) => new Intl.DisplayNames(tag, { type: 'region', fallback: 'none' }),
  );
  for (const a of LETTERS) {
    for (const b of LETTERS) {
      const code = a + b;
      const english = languages[0]?.of(code);
      const target = ATLAS_NAMES[code] ?? english;
      if (!target || !known.has(target)) continue;
      for (const language of languages) {
        const name = language.of(code);
        if (name) names.set(fold(name), target);
      }
      for (const name of OTHER_NAMES[code] ?? []) names.set(fold(name), target);
    }
  }
  return (name) => names.get(fold(name));
}
