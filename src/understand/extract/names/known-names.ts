/** What is known by name whatever the language: firms and products in Latin letters, agencies, and countries as the language calls them. */
import { type FoundName, withoutOverlaps } from './found-name.ts';
import { type Gazetteer, latinFinder } from './gazetteer.ts';

const AGENCY =
  /(?<![\p{L}\p{N}_./@-])(?:ANSSI|CERT-FR|CNIL|DGSE|DGSI|BSI|BKA|BND|CERT-Bund|INCIBE(?:-CERT)?|CCN-CERT|AIVD|NCSC|ENISA|Europol|Interpol|Eurojust|FBI|CIA|NSA|CISA|GCHQ|MI5|MI6|FSB|GRU|SVR|KISA|KrCERT(?:\/CC)?|JPCERT(?:\/CC)?|NISC|CERT-UA|SBU|CERT\.br|CSIRT)(?![\p{Script=Latin}\p{N}_/@-])/gu;
const SHORTEST = 4;

export interface KnownNames {
  find(text: string): readonly FoundName[];
}

/** `gazetteer` is the English one. */
export function createKnownNames(language: string, gazetteer: Gazetteer): KnownNames {
  const organisations = latinFinder(gazetteer.organisations);
  const products = latinFinder(gazetteer.products);
  const countries = countryPattern(language);
  return {
    find(text) {
      const found: FoundName[] = [];
      for (const span of organisations(text)) found.push({ ...span, type: 'organization', confidence: 0.62 });
      for (const span of products(text)) found.push({ ...span, type: 'product', confidence: 0.62 });
      for (const { 0: raw, index } of text.matchAll(AGENCY))
        found.push({
          start: index,
          end: index + raw.length,
          type: 'organization',
          confidence: 0.65,
          labels: ['agency'],
        });
      if (countries !== undefined)
        for (const { 0: raw, index } of text.matchAll(countries))
          found.push({ start: index, end: index + raw.length, type: 'location', confidence: 0.6 });
      return withoutOverlaps(found);
    },
  };
}

/** Names of countries in the language, as whole words where it has blanks; undefined where the runtime does not know it. */
function countryPattern(language: string): RegExp | undefined {
  let names: Intl.DisplayNames;
  try {
    names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
  if (Intl.DisplayNames.supportedLocalesOf(language).length === 0) return undefined;
  const found = new Set<string>();
  for (let first = 65; first <= 90; first++)
    for (let second = 65; second <= 90; second++) {
      const code = String.fromCharCode(first, second);
      if (/^(?:EU|EZ|UN|QO|ZZ|X[A-Z]|A[CQ]|Q[A-Z])$/.test(code)) continue;
      const name = names.of(code)?.replace(/\s?[(（].*$/u, '');
      const least = /^\p{Script=Latin}/u.test(name ?? '') ? SHORTEST : 2;
      if (name !== undefined && name.length >= least) found.add(name.replaceAll('.', '\\.'));
    }
  if (found.size === 0) return undefined;
  const ordered = [...found].sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${ordered.join('|')})(?![\\p{Script=Latin}\\p{Script=Arabic}\\p{N}])`, 'gu');
}
