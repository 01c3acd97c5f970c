/** People, organisations and agencies in Russian, by legal forms, patronymics, initials and first names. */
import type { TermBase } from '../translate/term-base.ts';
import { type FoundName, withoutOverlaps } from './name-mention.ts';

const FIRST_NAMES =
  'Александр|Алексей|Анатолий|Андрей|Антон|Артём|Артем|Борис|Вадим|Валентин|Валерий|Василий|Виктор|Виталий|Владимир|Владислав|Вячеслав|Геннадий|Георгий|Григорий|Даниил|Денис|Дмитрий|Евгений|Егор|Иван|Игорь|Илья|Кирилл|Константин|Лев|Леонид|Максим|Марат|Михаил|Никита|Николай|Олег|Павел|Пётр|Петр|Роман|Руслан|Сергей|Станислав|Степан|Тимур|Фёдор|Федор|Эдуард|Юрий|Яков|Ярослав|Анастасия|Анна|Валентина|Валерия|Вера|Виктория|Галина|Дарья|Екатерина|Елена|Ирина|Ксения|Лариса|Людмила|Марина|Мария|Надежда|Наталья|Наталия|Нина|Оксана|Ольга|Полина|Светлана|София|Татьяна|Юлия';
const SURNAME = '[А-ЯЁ][а-яё]{1,20}(?:-[А-ЯЁ][а-яё]{1,20})?';
const PATRONYMIC = '[А-ЯЁ][а-яё]{2,18}(?:ович|евич|ич|овна|евна|ична)(?:а|у|ем|ой|ы|е)?';
const B = '(?<![\\p{L}\\p{N}])';
const E = '(?![\\p{L}\\p{N}])';

const RULES: readonly (readonly [pattern: RegExp, type: FoundName['type'], confidence: number])[] = [
  [
    new RegExp(
      `${B}(?:ООО|ОАО|ЗАО|ПАО|НАО|АО|АНО|ФГУП|ФГБУ|МУП|ГУП|НИИ|НПО|НПП|ИП|ЧОП)\\s*[«"“„][^»"”\\n]{2,60}[»"”]`,
      'gu',
    ),
    'organization',
    0.9,
  ],
  [
    new RegExp(`${B}(?:ООО|ОАО|ЗАО|ПАО|АО|ФГУП|НИИ|НПО)\\s+[А-ЯЁA-Z][\\p{L}\\p{N}-]{2,30}${E}`, 'gu'),
    'organization',
    0.75,
  ],
  [
    new RegExp(
      `${B}(?:Министерств|Федеральн\\p{Ll}+ служб|Главно\\p{Ll}+ управлени|Управлени|Департамент|Комитет)\\p{Ll}*(?:\\s+\\p{Ll}{4,20}){1,4}(?:\\s+(?:РФ|России|Российской Федерации))?`,
      'gu',
    ),
    'organization',
    0.6,
  ],
  [
    new RegExp(
      `${B}(?:банк|компани[яиюей]+|фирм[аыуе]|университет\\p{Ll}{0,2}|завод\\p{Ll}{0,2})\\s+[«"“][^»"”\\n]{2,60}[»"”]`,
      'giu',
    ),
    'organization',
    0.7,
  ],
  [
    new RegExp(`${B}(?:${SURNAME}\\s+)?(?:${FIRST_NAMES})\\s+${PATRONYMIC}(?:\\s+${SURNAME})?${E}`, 'gu'),
    'individual',
    0.9,
  ],
  [new RegExp(`${B}${SURNAME}\\s+[А-ЯЁ]\\.\\s?[А-ЯЁ]\\.`, 'gu'), 'individual', 0.75],
  [new RegExp(`${B}[А-ЯЁ]\\.\\s?[А-ЯЁ]\\.\\s?${SURNAME}${E}`, 'gu'), 'individual', 0.75],
  [
    new RegExp(
      `${B}(?:${FIRST_NAMES})\\s+[А-ЯЁ][а-яё]+(?:ов|ев|ёв|ин|ын|ский|цкий|ко|юк|ук|ич|ян|дзе|швили|ова|ева|ина|ская|цкая)${E}`,
      'gu',
    ),
    'individual',
    0.8,
  ],
  [
    new RegExp(`${B}[А-ЯЁ][а-яё]+(?:ов|ев|ёв|ин|ын|ский|цкий|ова|ева|ина|ская|цкая)\\s+(?:${FIRST_NAMES})${E}`, 'gu'),
    'individual',
    0.75,
  ],
  [
    new RegExp(`(?<=(?:^|[^\\p{L}])(?:город\\p{Ll}{0,2}|г\\.|обл\\.|посёлок|село)\\s)[А-ЯЁ][а-яё-]{2,30}${E}`, 'gu'),
    'location',
    0.6,
  ],
  [
    new RegExp(`${B}[А-ЯЁ][а-яё]{3,20}(?:ская|ской|ую)\\s+(?:област[ьиью]+|губерни[яи]|республик[аеиу])`, 'gu'),
    'location',
    0.75,
  ],
];

/** Names in one text, in order, not overlapping. `known` are agencies and contractors of the lexicon. */
export function findRussianNames(text: string, known: TermBase): readonly FoundName[] {
  const found: FoundName[] = [];
  for (const { start, end } of known.find(text, 'ru')) {
    // The term base ignores case; names do not: вк and Вк are no company.
    if (/^\p{Ll}/u.test(text.slice(start))) continue;
    found.push({ start, end, type: 'organization', confidence: 0.85, labels: ['lexicon'] });
  }
  for (const [pattern, type, confidence] of RULES) {
    for (const match of text.matchAll(pattern)) {
      found.push({ start: match.index, end: match.index + match[0].length, type, confidence });
    }
  }
  return withoutOverlaps(found);
}
