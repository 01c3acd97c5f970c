/** People, organisations, agencies, places and products in Russian, in all cases. */
import { findActorNames } from './actor-names.ts';
import { isAgencyName } from './agency-names.ts';
import { type FoundName, withoutOverlaps, withoutPieces } from './found-name.ts';
import { type Gazetteer, latinFinder } from './gazetteer.ts';
import type { LexiconNames } from './lexicon-names.ts';
import { findRussianPeople } from './russian-people.ts';
import { type RussianWord, russianWords, stemNames } from './russian-words.ts';

const B = '(?<![\\p{L}\\p{N}])';
const E = '(?![\\p{L}\\p{N}])';
const FORM =
  'ООО|ОАО|ЗАО|ПАО|НАО|АО|АНО|ФГУП|ФГБУ|ФГКУ|ФКУ|ГКУ|ГБУ|МКУ|ГАУ|МУП|ГУП|НИИ|НПО|НПП|НПФ|ИП|ЧОП|ТОО|КБ|ОКБ|ЦНИИ|УК|ГК|ТД';
/** Marks inside marks: „…“ within «…». */
const QUOTED = '(?:«[^»\\n]{2,60}»|"[^"\\n]{2,60}"|“[^”\\n]{2,60}”|„[^“”\\n]{2,60}[“”])';

const RULES: readonly (readonly [pattern: RegExp, type: FoundName['type'], confidence: number])[] = [
  [new RegExp(`${B}(?:${FORM})\\s*${QUOTED}`, 'gu'), 'organization', 0.9],
  [new RegExp(`${B}ИП\\s+[А-ЯЁ][а-яё]+(?:\\s[А-ЯЁ]\\.\\s?[А-ЯЁ]\\.)?`, 'gu'), 'organization', 0.95],
  [new RegExp(`${B}(?:${FORM})\\s+[А-ЯЁA-Z][\\p{L}\\p{N}-]{2,30}${E}`, 'gu'), 'organization', 0.75],
  [
    new RegExp(
      `${B}(?:банк|университет|завод|концерн|холдинг|фонд|институт|комбинат|агентств)\\p{Ll}{0,2}\\s+${QUOTED}`,
      'giu',
    ),
    'organization',
    0.75,
  ],
  [
    new RegExp(`${B}[А-ЯЁ][\\p{L}-]{1,20}-Банк\\p{Ll}{0,3}${E}|${B}[А-ЯЁ][а-яё]{2,20}банк\\p{Ll}{0,3}${E}`, 'gu'),
    'organization',
    0.7,
  ],
  [
    new RegExp(
      `${B}[А-ЯЁ][а-яё]{3,20}\\p{Ll}{0,3}(?:\\s(?:[А-ЯЁ]?[а-яё]{4,20}(?:ый|ой|ий|ого|ому|ом)))*\\s(?:университет|институт|завод|комбинат|академи)\\p{Ll}{0,3}(?:\\s(?:имени|им\\.)\\s[А-ЯЁ][а-яё.]+(?:\\s?[А-ЯЁ][а-яё.]+)*)?${E}`,
      'gu',
    ),
    'organization',
    0.7,
  ],
  [
    new RegExp(
      `${B}(?:МГУ|МГТУ|СПбГУ|МФТИ|МИФИ|ИТМО|ВШЭ|[А-ЯЁ]{1,3}ГУ|[А-ЯЁ]{1,3}ГТУ)(?:\\s(?:имени|им\\.)\\s[А-ЯЁ][а-яё]+)?${E}`,
      'gu',
    ),
    'organization',
    0.75,
  ],
  [
    new RegExp(
      `(?<=${B}(?:город\\p{Ll}{0,2}|г\\.|гор\\.|посёл\\p{Ll}{2,3}|пос\\.|сел[оае])\\s)[А-ЯЁ][а-яё-]{2,30}${E}`,
      'gu',
    ),
    'location',
    0.65,
  ],
  [
    new RegExp(
      `${B}[А-ЯЁ][а-яё-]{2,25}(?:ск|цк|н)(?:ая|ой|ую|ий|ого|ом|ому|ое)\\s(?:област[ьиюе]\\p{Ll}?|кра[йяюе]\\p{Ll}?|район\\p{Ll}{0,2}|республик\\p{Ll}|округ\\p{Ll}{0,2}|автономн\\p{Ll}+ округ\\p{Ll}?)${E}`,
      'gu',
    ),
    'location',
    0.75,
  ],
  [new RegExp(`${B}(?:Республик\\p{Ll}|Свердловск\\p{Ll}+)\\s[А-ЯЁ][а-яё]+${E}`, 'gu'), 'location', 0.6],
  [
    new RegExp(
      `${B}(?:[Уу]лиц\\p{Ll}|ул\\.|[Пп]роспект\\p{Ll}{0,2}|пр-т|[Пп]лощад\\p{Ll}{1,2}|[Пп]ереул\\p{Ll}{2,3}|[Шш]оссе)\\s[А-ЯЁ][а-яё]+(?:\\s[А-ЯЁ][а-яё]+)?${E}|${B}[А-ЯЁ][а-яё]+(?:ий|ый|ая|ое|ом|ой|ого)\\s(?:проспект|улиц|переулок|шоссе|бульвар|площад)\\p{Ll}{0,2}${E}`,
      'gu',
    ),
    'location',
    0.6,
  ],
];
/** Bodies of a state whose name says so by itself. */
const STATE = new RegExp(
  `${B}(?:Рос(?:\\p{Ll}{3,14}надзор|финмониторинг|архив|кадастр|космос|недр|патент|реестр|резерв|стат|стандарт|имуществ|гидромет|гварди|авиаци|комнадзор)|Мин(?:здрав|юст|фин|цифр|промторг|энерго|сельхоз|спорт|культур|просвещени|обрнаук|природ|транс|труд|стро|эконом|обороны)|[Бб]ундестаг|[Сс]ейм|[Кк]нессет|Госдум|Верховн\\p{Ll}{2,3}\\s[Рр]ад|Совет\\p{Ll}{0,2}\\sФедераци|Правительств)\\p{Ll}{0,4}(?:\\s(?:России|РФ|Украины|Казахстана|Беларуси))?${E}`,
  'gu',
);
/** A name in quotation marks after the kind of thing that it is: the name alone is meant. */
const NAMED: readonly (readonly [pattern: RegExp, type: FoundName['type'], confidence: number])[] = [
  [
    new RegExp(
      `${B}(?:комплекс|систем|платформ|программ|модул|проект|издели|продукт|утилит|сервис|приложени|АПК|ПО|ПАК|АС|ИС)\\p{Ll}{0,3}\\s(?=[«"“„])`,
      'gu',
    ),
    'product',
    0.65,
  ],
  [
    new RegExp(
      `${B}(?:компани|фирм|издани|корпораци|групп[аыеу] компаний|газет|журнал|портал|агентств|телеканал|объединени|предприяти)\\p{Ll}{0,3}\\s(?=[«"“„])`,
      'giu',
    ),
    'organization',
    0.7,
  ],
];
const AGENCY_HEAD = new RegExp(
  `${B}(?:Министерств[оаеу]м?|Федеральн(?:ая|ой|ую)\\s(?:\\p{Ll}{4,20}\\s){0,2}служб[аыеу]|Федеральн(?:ое|ого|ому|ым)\\s(?:\\p{Ll}{4,20}\\s){0,2}(?:агентств[оау]|казначейств[оау]|бюро)|Служб[аыеу]|Главн(?:ое|ого|ому|ом)\\s[Уу]правлени[еяю]м?|Управлени[еяю]м?|Департамент[ауе]?|Комитет[ауе]?|Следственн(?:ый|ого|ому)\\sкомитет[ауе]?|Государственн(?:ая|ой|ую)\\s(?:дум[аыеу]|служб[аыеу])|Прокуратур[аыеу]|Посольств[оаеу]|Центр[ауе]?|Агентств[оаеу]|Совет[ауе]?|МИД|[УГ]?У?МВД|УФСБ|ГУ\\sМВД|УМВД|ГУВД|УВД|УФСИН|УФНС|МВД|МЧС|ФСБ|КГБ|КНБ|СБУ|ФСО|СВР|ГРУ|ФНС|ФТС|ФСИН|Мин(?:фин|юст|здрав|транс|спорт|энерго|труд|строй)[ауе]?|Минобороны|Минцифры|Минприроды|Минкультуры|Генштаб[ауе]?|[Вв]ойсков(?:ая|ой|ую)\\sчаст[ьию])${E}`,
  'gu',
);
/** A word of the rest of an agency's name, or of its country. */
const NEXT = /^\s(?:(по\s)?([\p{L}-]+|\d{4,6}))/u;
const GENITIVE = /^дел$|(?:ой|ого|ых|их|ей|ы|и|а|я|ов|ий|ия|ции|ому|ным|ным)$/u;
const VERB = /(?:ла|ло|ли|ет|ит|ут|ют|ся|сь|ть|но|ся|ны|на)$/u;
/** Of which region an agency is, and what of it is left where only its first word was taken. */
const REGION =
  /^(?:\sпо\s(?:городу\s|г\.\s?|Республике\s)?[А-ЯЁ][\p{L}-]+)?(?:\s(?:области|краю|району|округу)(?!\p{L}))?/u;
const MOST_WORDS = 6;

export interface RussianNames {
  /** Names in one text, in order, not overlapping. */
  find(text: string): readonly FoundName[];
}

const LEGAL_FORM = /^,? (?:Inc\.?|Ltd\.?|LLC|Corp\.?|GmbH|AG)(?!\p{L})/u;

/** `known` are agencies and contractors of the lexicon. */
export function createRussianNames(known: LexiconNames, gazetteer: Gazetteer): RussianNames {
  const places = stemNames(gazetteer.places);
  const products = stemNames(gazetteer.products);
  const organisations = stemNames(gazetteer.organisations);
  const latinProducts = latinFinder(gazetteer.products);
  const latinOrganisations = latinFinder(gazetteer.organisations);
  const lexicon = stemNames(known.names);

  function find(text: string): readonly FoundName[] {
    const words = russianWords(text);
    const found: FoundName[] = findRussianPeople(text, words);
    for (let index = 0; index < words.length; index++) {
      found.push(...listed(text, words, index, products, 'product', 0.65));
      found.push(...listed(text, words, index, organisations, 'organization', 0.7));
      if (!isCommonToo(text, words[index])) found.push(...listed(text, words, index, places, 'location', 0.7));
      for (const name of listed(text, words, index, lexicon, 'organization', 0.72)) {
        found.push(withAgency(text, { ...name, labels: ['lexicon'] }));
      }
    }
    for (const span of latinProducts(text)) found.push({ ...span, type: 'product', confidence: 0.65 });
    for (const { start, end } of latinOrganisations(text)) {
      const form = LEGAL_FORM.exec(text.slice(end, end + 8))?.[0].length ?? 0;
      found.push({ start, end: end + form, type: 'organization', confidence: 0.65 });
    }
    for (const [pattern, type, confidence] of RULES) {
      for (const match of text.matchAll(pattern)) {
        found.push(withAgency(text, { start: match.index, end: match.index + match[0].length, type, confidence }));
      }
    }
    for (const [pattern, type, confidence] of NAMED) {
      for (const match of text.matchAll(pattern)) {
        const start = match.index + match[0].length;
        const name = /^[«"“„]([^«»"“”„\n]{2,60})[»"”“]/u.exec(text.slice(start, start + 64))?.[1];
        if (name !== undefined) found.push({ start: start + 1, end: start + 1 + name.length, type, confidence });
      }
    }
    for (const { 0: raw, index } of text.matchAll(STATE)) {
      found.push({ start: index, end: index + raw.length, type: 'organization', confidence: 0.75, labels: ['agency'] });
    }
    found.push(...agencies(text, words, places), ...findActorNames(text, words));
    return withoutOverlaps(withoutPieces(found));
  }

  return { find };
}

function listed(
  text: string,
  words: readonly RussianWord[],
  index: number,
  names: ReturnType<typeof stemNames>,
  type: FoundName['type'],
  confidence: number,
): readonly FoundName[] {
  const behind = names.longestAt(words, index, text);
  const [first, last] = [words[index], words[(behind ?? 0) - 1]];
  if (behind === undefined || first === undefined || last === undefined) return [];
  return [{ start: first.start, end: last.end, type, confidence }];
}

/** Places whose names are ordinary words as well: only a capital inside a sentence tells them. */
const COMMON_TOO = /^(?:того|перу|чад|ор[её]л)$/iu;

function isCommonToo(text: string, word: RussianWord | undefined): boolean {
  return (
    word !== undefined &&
    COMMON_TOO.test(word.text) &&
    !/[\p{L}\p{N},] $/u.test(text.slice(Math.max(0, word.start - 2), word.start))
  );
}

function withAgency(text: string, name: FoundName): FoundName {
  if (name.type !== 'organization' || !isAgencyName(text.slice(name.start, name.end))) return name;
  if (/^(?:ООО|ОАО|ЗАО|ПАО|АО|ИП)/u.test(text.slice(name.start))) return name;
  return { ...name, labels: [...(name.labels ?? []), 'agency'] };
}

/** The head of an agency's name and the words in the genitive behind it, with the country or region that it is of. */
function agencies(text: string, words: readonly RussianWord[], places: ReturnType<typeof stemNames>): FoundName[] {
  const starts = new Map(words.map(({ start }, index) => [start, index]));
  const found: FoundName[] = [];
  for (const match of text.matchAll(AGENCY_HEAD)) {
    let end = match.index + match[0].length;
    let own = /[А-ЯЁ]{3}|^Мин|Генштаб|част|дум|комитет|Прокуратур/u.test(match[0]);
    for (let count = 0; count < MOST_WORDS; count++) {
      const next = NEXT.exec(text.slice(end, end + 40));
      const word = next?.[2] ?? '';
      const start = end + (next?.[0].length ?? 0) - word.length;
      const place = places.longestAt(words, starts.get(start) ?? -1, text);
      if (place !== undefined) {
        end = words[place - 1]?.end ?? end;
        own = true;
        break;
      }
      const region = next?.[1] !== undefined && /^(?:Республик|город|[А-ЯЁ])/u.test(word);
      const number = /^\d/.test(word) || /^[А-ЯЁ]$/u.test(word);
      const genitive = /^[а-яё]{3,}$/u.test(word) && GENITIVE.test(word) && !VERB.test(word);
      const conjunction = word === 'и' && count > 0 && /^\s[а-яё]{4,}/u.test(text.slice(start + 1));
      const capital = /^[А-ЯЁ][а-яё]{4,}(?:ого|ой|ых|ии|ия)$/u.test(word) || /^(?:РФ|СССР|РК|РБ)$/u.test(word);
      if (
        next === null ||
        !(region || number || genitive || conjunction || capital) ||
        (next[1] !== undefined && !region)
      )
        break;
      end = start + word.length;
      own = true;
    }
    end += REGION.exec(text.slice(end, end + 60))?.[0].length ?? 0;
    const head = match[0];
    if (!own || (/^(?:Центр|Совет|Служб|Управлени)/u.test(head) && end === match.index + head.length)) continue;
    const confidence = /^(?:Центр|Совет|Агентств)/u.test(head) ? 0.6 : 0.8;
    found.push({ start: match.index, end, type: 'organization', confidence, labels: ['agency'] });
  }
  return found;
}
