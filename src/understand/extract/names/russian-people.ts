/** People in Russian text: first names in all cases with their short forms, patronymics, surnames by their endings, initials. */
import type { FoundName } from './found-name.ts';
import { isRussianFirstName } from './russian-first-names.ts';
import { type RussianWord, russianStem } from './russian-words.ts';

/** Short forms that are other words too: no first name by themselves. */
const AMBIGUOUS = new Set(
  [
    'вер',
    'надежд',
    'любов',
    'лев',
    'ян',
    'марк',
    'сер',
    'слав',
    'герман',
    'роман',
    'свет',
    'рим',
    'мир',
    'лар',
    'ислам',
    'назар',
    'давид',
    'макар',
  ].map((stem) => stem),
);

const SURNAME =
  /^[А-ЯЁ][а-яё]+(?:ов|ев|ёв|ин|ын|ский|цкий|ской|цкой|енко|ченко|щенко|юк|чук|ук|ко|ян|янц|дзе|швили|ова|ева|ёва|ина|ына|ская|цкая)$/u;
const SURNAME_IN_CASE =
  /^[А-ЯЁ][а-яё]+(?:ов|ев|ёв|ин|ын)(?:а|у|ым|е|ой|ую|ых|ы|ыми)$|^[А-ЯЁ][а-яё]+(?:ск|цк)(?:ого|ому|им|ом|ую|ой|их)$|^[А-ЯЁ][а-яё]+(?:юк|чук|ян)(?:а|у|ом|е)$/u;
const PATRONYMIC =
  /^[А-ЯЁ][а-яё]{1,18}(?:(?:ов|ев)ич|[^аеёиоуыэюяьъ]ич)(?:а|у|ем|ом|е)?$|^[А-ЯЁ][а-яё]{1,18}(?:овн|евн|ичн|иничн)(?:а|у|ой|ы|е)$|^[А-ЯЁ][а-яё]{2,10}(?:алыч|илыч|аныч|палыч|саныч|ыч)(?:а|у|ем|ом|е)?$|^Палыч(?:а|у|ем|ом|е)?$/u;
const INITIAL = /^[А-ЯЁ]$/u;
const CAPITAL = /^[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?$/u;
const TITLE =
  /(?:^|[^\p{L}])(?:майор|подполковник|полковник|генерал|капитан|лейтенант|сержант|директор|начальник|господин|госпожа|г-н|г-жа|гражданин|инженер|менеджер|депутат|министр|программист|адвокат|следователь|прокурор|сотрудник|представитель|руководитель|председатель|главарь|хакер|товарищ|тов|исп|имя|отдела|секретарь|секретар|глава|главы|главе|бухгалтер|заместител|аналитик|разработчик|администратор|эксперт|специалист|журналист|учён|профессор|доцент|ректор|губернатор|мэр|пресс-секретарь|пресс-секретар|основател|владел|учредител|совладел|партнёр|подозреваем|обвиняем|осуждённ|осужденн|оператор|курьер|дропп?ер|некий|некто|некоего|некоему|лейтенанту|майору|полковнику)\p{Ll}{0,3}\.?\s$/iu;
/** Words that a lone surname stands after. */
const CALLED =
  /(?:^|[^\p{L}])(?:слушали:|заслушали:|выступил[аи]?:?|присутствовали:|участники:|решили:|ответственн\p{Ll}+:?|поручить|поручено|доложил[аи]?|возражал[аи]?|подписал[аи]?|оплатил[аи]?|принял[аи]?|сдал[аи]?|получил[аи]?|передал[аи]?|копия|нужен|нужна|звонил[аи]?|передай(?:те)?|сказал[аи]?|спроси(?:те)?|напиши(?:те)?|попроси(?:те)?|отдай(?:те)?|от|к|у|для|перед|с)\s$/iu;

/** Words with a capital before a first name that are no surname. */
const NOT_SURNAME =
  /^(?:Уважаем|Дорог|Здравств|Привет|Спасибо|Пусть|Скорее|Сегодня|Завтра|Вчера|Наш|Ваш|Мой|Господин|Госпож|Товарищ|Директор|Майор|Полковник|Капитан|Генерал|Святой|Сам|Вот|Это|Тот|Если|Когда|Только|Если|Но|А|И|Да|Нет|Ок)|(?:ешь|ишь|ите|ете|ть|ал|ил|ла|ли)$/u;
const SALUTATION = /^(?:Уважаем|Дорог|Многоуважаем|Здравств|Привет|Спасибо|Коллег|Добр)/u;

/** Behind a surname: what people do. */
const ACTS_AFTER =
  /^,?\s(?:заявил|сообщил|отметил|доложил|сказал|предложил|написал|считает|рассказал|подтвердил|опроверг|признал|добавил|пояснил|уточнил|ответил|попросил|просит|говорит|пишет|спрашивает|уехал|приехал|пришёл|пришел|уволил|обещал|работает|сидит|должен|должна|подписал|получил|оплатил)\p{Ll}*(?!\p{L})/u;
/** Endings that hardly anything but surnames has; adjectives and towns end in others. */
const CLEAR_SURNAME = /(?:енко|чук|швили|дзе|[кнлртдмпбвзсшчжхгф](?:ов|ев|ёв|ин)(?:а|у|ым|ой|е)?)$/u;
/** Those of them that no plural of a noun and no short adjective has: Кредов, Готова. */
const SURNAME_ALONE = /(?:енко|чук|швили|дзе|(?:ов|ев|ёв|ин)(?:у|ым|ой))$/u;

type Kind = 'first' | 'patronymic' | 'surname' | 'initial' | 'capital';

export function findRussianPeople(text: string, words: readonly RussianWord[]): FoundName[] {
  const found: FoundName[] = [];
  const kinds = words.map(({ text: word }) => kindsOf(word));
  for (let index = 0; index < words.length; index++) {
    const match = sequenceAt(text, words, kinds, index);
    if (match === undefined) continue;
    const [length, confidence] = match;
    const last = words[index + length - 1];
    const first = words[index];
    if (first === undefined || last === undefined) continue;
    // The dot of a last initial belongs to it.
    const end = INITIAL.test(last.text) && text[last.end] === '.' ? last.end + 1 : last.end;
    found.push({ start: first.start, end, type: 'individual', confidence });
    index += length - 1;
  }
  return found;
}

function kindsOf(word: string): ReadonlySet<Kind> {
  const kinds = new Set<Kind>();
  if (!/^[А-ЯЁ]/u.test(word)) return kinds;
  if (INITIAL.test(word)) kinds.add('initial');
  if (word === word.toUpperCase()) return kinds;
  if (isRussianFirstName(word)) kinds.add('first');
  if (PATRONYMIC.test(word)) kinds.add('patronymic');
  if (SURNAME.test(word) || SURNAME_IN_CASE.test(word)) kinds.add('surname');
  if (CAPITAL.test(word) && !SALUTATION.test(word)) kinds.add('capital');
  return kinds;
}

/** Orders of a name's parts, the fullest first, with how sure each is. `capital` is any word with a capital letter. */
const ORDERS: readonly (readonly [confidence: number, ...parts: Kind[]])[] = [
  [0.93, 'surname', 'first', 'patronymic'],
  [0.9, 'capital', 'first', 'patronymic'],
  [0.93, 'first', 'patronymic', 'surname'],
  [0.85, 'capital', 'capital', 'patronymic'],
  [0.8, 'first', 'patronymic', 'capital'],
  [0.88, 'first', 'patronymic'],
  [0.85, 'surname', 'initial', 'initial'],
  [0.85, 'initial', 'initial', 'surname'],
  [0.75, 'capital', 'initial', 'initial'],
  [0.75, 'initial', 'initial', 'capital'],
  [0.82, 'first', 'surname'],
  [0.82, 'surname', 'first'],
  [0.65, 'first', 'capital'],
];

function sequenceAt(
  text: string,
  words: readonly RussianWord[],
  kinds: readonly ReadonlySet<Kind>[],
  index: number,
): readonly [length: number, confidence: number] | undefined {
  const own = kinds[index];
  const word = words[index];
  if (own === undefined || word === undefined || own.size === 0) return undefined;
  for (const [confidence, ...parts] of ORDERS) {
    if (parts.every((part, at) => kinds[index + at]?.has(part) && joined(text, words, index + at, at))) {
      return [parts.length, confidence];
    }
  }
  const before = text.slice(Math.max(0, word.start - 24), word.start);
  // «Присутствовали: Ким Сергей»: a word with a capital where no sentence begins, before a first name.
  if (
    own.has('capital') &&
    !own.has('first') &&
    kinds[index + 1]?.has('first') &&
    joined(text, words, index + 1, 1) &&
    /(?:[\p{Ll},;(«]\s?|:\s|—\s)$/u.test(before) &&
    !NOT_SURNAME.test(word.text)
  )
    return [2, 0.62];
  if (own.has('first') && !AMBIGUOUS.has(russianStem(word.text))) return [1, 0.6];
  if (own.has('surname') && TITLE.test(before)) return [1, 0.75];
  if (own.has('patronymic') && /ыч(?:а|у|ем|ом|е)?$/u.test(word.text)) return [1, 0.55];
  if (own.has('surname') && CALLED.test(before)) return [1, 0.55];
  const clear = own.has('surname') && word.text.length > 5 && CLEAR_SURNAME.test(word.text);
  if (clear && ACTS_AFTER.test(text.slice(word.end, word.end + 16))) return [1, 0.6];
  const inSentence = /[\p{Ll}\p{N}][,»]?\s$/u.test(before);
  if (clear && inSentence) return [1, SURNAME_ALONE.test(word.text) ? 0.5 : 0.45];
  if (
    own.has('capital') &&
    TITLE.test(before) &&
    /(?:майор|полковник|генерал|капитан|лейтенант|г-н|г-жа|господин|госпожа)\p{Ll}{0,3}\s$/iu.test(before)
  ) {
    return [1, 0.6];
  }
  return own.has('surname') && SURNAME.test(word.text) ? [1, 0.35] : undefined;
}

/** Parts stand one space apart; after an initial there may be a dot and no space. */
function joined(text: string, words: readonly RussianWord[], at: number, place: number): boolean {
  if (place === 0) return true;
  const [before, word] = [words[at - 1], words[at]];
  if (before === undefined || word === undefined) return false;
  const gap = text.slice(before.end, word.start);
  return INITIAL.test(before.text) ? /^\.\s?$/u.test(gap) : /^\s$/u.test(gap);
}
