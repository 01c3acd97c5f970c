/** Groups and malware under the names that Chinese and Russian writers give them, from `data/gazetteer/actors.tsv`. */
import { readFileSync } from 'node:fs';
import type { FoundName } from './found-name.ts';
import { type RussianWord, russianWords, stemNames } from './russian-words.ts';

export interface ActorName extends FoundName {
  /** What public libraries call it. */
  readonly value: string;
}

interface Listed {
  readonly type: 'intrusion-set' | 'malware';
  readonly name: string;
  /** A word of its own, too. */
  readonly ordinary: boolean;
}

const SURE = 0.75;
const DOUBTFUL = 0.35;
/** A text that speaks of intrusions. */
const INTRUSION =
  /攻击|样本|木马|组织|黑客|漏洞|钓鱼|APT|免杀|查杀|后门|远控|病毒|投递|载荷|渗透|webshell|勒索|恶意|加密货币|网页篡改|最新版|атак|взлом|группировк|хакер|троян|вирус|вредонос|шифровальщик|ботнет|билд|панел|дедик|нагрузк|стилер|малвар|кошел|исходник|логи|криптовалют|фишинг|уязвимост/iu;

let loaded: { readonly han: ReadonlyMap<string, Listed>; readonly russian: ReadonlyMap<string, Listed> } | undefined;
let finder: ((text: string, words?: readonly RussianWord[]) => readonly ActorName[]) | undefined;

function read(): NonNullable<typeof loaded> {
  if (loaded) return loaded;
  const [han, russian] = [new Map<string, Listed>(), new Map<string, Listed>()];
  const file = readFileSync(new URL('../../../../data/gazetteer/actors.tsv', import.meta.url), 'utf8');
  for (const line of file.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
    const [kind, name = '', chinese = '-', cyrillic = '-'] = line.split('\t');
    const type = kind === 'actor' ? 'intrusion-set' : 'malware';
    const add = (to: Map<string, Listed>, cell: string): void => {
      for (const variant of cell === '-' ? [] : cell.split('|'))
        to.set(variant.replace(/\?$/u, ''), { type, name, ordinary: variant.endsWith('?') });
    };
    add(han, chinese);
    add(russian, cyrillic);
  }
  loaded = { han, russian };
  return loaded;
}

/** In text order for each script. `words` saves cutting a Russian text into words again. */
export function findActorNames(text: string, words?: readonly RussianWord[]): readonly ActorName[] {
  finder ??= createFinder();
  return finder(text, words);
}

function createFinder(): NonNullable<typeof finder> {
  const { han, russian } = read();
  const longest = [...han.keys()].sort((one, other) => other.length - one.length);
  const inChinese = new RegExp(longest.join('|'), 'gu');
  const inRussian = stemNames(russian.keys());
  const byStems = new Map([...russian].map(([name, listed]) => [inRussian.keyOf(name), listed]));
  const found = (text: string, start: number, end: number, listed: Listed | undefined): readonly ActorName[] => {
    if (listed === undefined) return [];
    const confidence =
      !listed.ordinary || INTRUSION.test(text.slice(Math.max(0, start - 300), end + 300)) ? SURE : DOUBTFUL;
    return [{ start, end, type: listed.type, confidence, labels: ['lexicon'], value: listed.name }];
  };
  return (text, known) => {
    const names: ActorName[] = [];
    if (/\p{Script=Han}/u.test(text)) {
      for (const { 0: raw, index } of text.matchAll(inChinese))
        names.push(...found(text, index, index + raw.length, han.get(raw)));
    }
    if (/[А-Яа-яЁё]/u.test(text)) {
      const words = known ?? russianWords(text);
      for (let at = 0; at < words.length; at++) {
        const behind = inRussian.longestAt(words, at, text);
        const [first, last] = [words[at], words[(behind ?? 0) - 1]];
        if (behind === undefined || first === undefined || last === undefined) continue;
        names.push(
          ...found(text, first.start, last.end, byStems.get(inRussian.keyOf(text.slice(first.start, last.end)))),
        );
        at = behind - 1;
      }
    }
    return names;
  };
}
