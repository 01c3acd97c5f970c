/** The code of a country by its English name, as the platform or a world atlas writes it. */

/** Names of the atlas and of reports that differ from those of CLDR. */
const OTHERS: Readonly<Record<string, string>> = {
  'Bosnia and Herz.': 'BA',
  Brunei: 'BN',
  'Dem. Rep. Congo': 'CD',
  'Central African Rep.': 'CF',
  Congo: 'CG',
  "Côte d'Ivoire": 'CI',
  'Dominican Rep.': 'DO',
  'W. Sahara': 'EH',
  'Falkland Is.': 'FK',
  'Eq. Guinea': 'GQ',
  'Hong Kong': 'HK',
  Macao: 'MO',
  Macau: 'MO',
  Macedonia: 'MK',
  Myanmar: 'MM',
  Palestine: 'PS',
  'Solomon Is.': 'SB',
  'S. Sudan': 'SS',
  eSwatini: 'SZ',
  'Fr. S. Antarctic Lands': 'TF',
  Turkey: 'TR',
  'United States of America': 'US',
};

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
let codes: ReadonlyMap<string, string> | undefined;

export function regionCode(name: string): string | undefined {
  codes ??= new Map([...named(), ...Object.entries(OTHERS)]);
  return codes.get(name);
}

function named(): [string, string][] {
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return LETTERS.flatMap((a) =>
    LETTERS.flatMap((b): [string, string][] => {
      const name = english.of(a + b);
      return name ? [[name, a + b]] : [];
    }),
  );
}
