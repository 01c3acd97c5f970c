/**
 * Who writes to whom by their own account: the name that a mail's header gives beside an address, and a sender whose
 * handle is a whole name. That a name goes with an address is a claim of the message, not a merge.
 */
import type { Statement } from '../../model/assertion.ts';
import type { StoredPassage } from '../../model/passage.ts';
import type { EntityExtractor, Extraction } from '../../ports/entity-extractor.ts';
import { isFirstName } from './names/english-lexicon.ts';
import { isPinyinSurname } from './names/pinyin-names.ts';
import { isPersonName, partyType } from './parties/party-name.ts';

const METHOD = 'message-party/1';
const HEADER_LINE = /^(?:From|To|Cc|Bcc|sender|reply-to):[ ]?(?<list>.+)$/gimu;
/** `Helen Fitzgerald <helen@example.org>`, `"Fitzgerald, Helen" <…>`, `吴海波 <…>`. */
const NAMED_ADDRESS =
  /(?<quote>["“']?)(?<name>[\p{L}][^"<>@“”;]{0,78}?)["”']?\s*<(?<address>[^\s<>@]{1,64}@[^\s<>@]{3,190})>/gu;
const TURNED = /^(?<last>\p{Lu}[\p{L}'’-]+), (?<first>\p{Lu}[\p{L}'’-]+(?: \p{Lu}\.)?)$/u;
const [STATED, IN_HANDLE] = [0.8, 0.6];
const MENTIONED = 0.8;

export function createMessagePartyExtractor(): EntityExtractor {
  return {
    name: METHOD,
    async extract(passages) {
      const mentions: Extraction['mentions'][number][] = [];
      const statements = new Map<string, Statement>();
      const claim = (statement: Omit<Statement, 'predicate' | 'method'>): void => {
        const { subject, object } = statement;
        const key = `${subject.type} ${subject.value}\0${object.type} ${object.value}`;
        if (!statements.has(key)) statements.set(key, { ...statement, predicate: 'same-as', method: METHOD });
      };
      for (const passage of passages) {
        for (const { type, value, address, ...spans } of inHeader(passage)) {
          const { start, end, from, to } = spans;
          const raw = passage.text.slice(start, end);
          const at = { passage: passage.ordinal, start, end };
          mentions.push({ ...at, type, value, raw, method: METHOD, confidence: MENTIONED, labels: ['display-name'] });
          const evidence = [at, { passage: passage.ordinal, start: from, end: to }];
          claim({ subject: { type, value }, object: { type: 'email', value: address }, evidence, confidence: STATED });
        }
        const { sender, role, text } = passage;
        // Of `Helen <helen@example.org>` the header tells; a handle that is a name stands in no text.
        if (role !== 'message' || sender === undefined || text === '' || !isWholeName(sender)) continue;
        const evidence = [{ passage: passage.ordinal, start: 0, end: text.length }];
        const subject = { type: 'individual', value: sender } as const;
        claim({ subject, object: { type: 'handle', value: sender }, evidence, confidence: IN_HANDLE });
      }
      return { mentions, statements: [...statements.values()] };
    },
  };
}

/** Two words in capitals are a team as often as a person: a first name tells, where the letters are Latin. */
const isWholeName = (sender: string): boolean =>
  partyType(sender) === 'individual' &&
  isPersonName(sender) &&
  (!/\p{Script=Latin}/u.test(sender) || sender.split(/\s/u).some((word) => isFirstName(word) || isPinyinSurname(word)));

function* inHeader({ role, position, text }: StoredPassage) {
  if (role !== 'property' || position.kind !== 'part' || position.part !== 'header') return;
  for (const line of text.matchAll(HEADER_LINE)) {
    const list = line.groups?.['list'] ?? '';
    const offset = line.index + line[0].length - list.length;
    for (const match of list.matchAll(NAMED_ADDRESS)) {
      const { quote = '', name: written = '', address = '' } = match.groups ?? {};
      const name = written.replace(/^[,;\s]+/, '').trim();
      const turned = TURNED.exec(name)?.groups;
      const value = turned ? `${turned['first']} ${turned['last']}` : name;
      const type = partyType(value);
      if (type === undefined || type === 'handle') continue;
      const start = offset + match.index + quote.length + written.indexOf(name);
      const from = offset + match.index + match[0].lastIndexOf(address);
      yield {
        type,
        value: value.replace(/\s+/g, ' '),
        address: address.toLowerCase(),
        start,
        end: start + name.length,
        from,
        to: from + address.length,
      };
    }
  }
}
