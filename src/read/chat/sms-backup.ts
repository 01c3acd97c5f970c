/** Short messages as the backup programs of Android telephones write them: one element for each, in XML. */
import { SaxesParser } from 'saxes';
import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { charsetOf, textChunks } from '../text/text-source.ts';
import { type ChatMessage, messagePassage } from './chat-message.ts';

/** The owner of the telephone, whom the backup does not name. */
const OWNER = 'self';
/** The sender among the addresses of a message with several. */
const FROM = '137';

type Attributes = Readonly<Record<string, string>>;

/** Each address with the name that the telephone knows it by, as mails write it; several stand in one attribute. */
function partiesOf({ address = '', contact_name: name = '' }: Attributes): ReadonlyMap<string, string> {
  const addresses = address.split('~').filter((each) => each !== '');
  const names = addresses.length > 1 ? name.split(/,\s*/) : [name];
  return new Map(
    addresses.map((each, at) => {
      const its = names.length === addresses.length ? (names[at] ?? '') : '';
      const isNamed = its !== '' && its !== 'null' && its !== each && !/^\(unknown\)$/i.test(its);
      return [each, isNamed ? `${its} <${each}>` : each];
    }),
  );
}

/** `from` is the address of who wrote it; the owner where it was sent. */
function messageOf(attributes: Attributes, isSent: boolean, text: string, from?: string): ChatMessage {
  const parties = partiesOf(attributes);
  const all = [...parties.values()];
  const sender = isSent ? OWNER : from === undefined ? (all[0] ?? '') : (parties.get(from) ?? from);
  return {
    text,
    time: attributes['date'],
    sender,
    recipients: isSent ? all : [OWNER, ...all.filter((party) => party !== sender)],
  };
}

export const smsBackupReader: Reader = {
  name: 'sms-backup',
  version: 1,
  accepts: (probe) => probe.headText !== undefined && /<smses[\s>][\s\S]{0,4000}<(?:sms|mms)\s/.test(probe.headText),
  async read(input, sink) {
    const parser = new SaxesParser();
    let failure: Error | undefined;
    let ready: ChatMessage[] = [];
    let open: { attributes: Attributes; words: string[]; sender?: string } | undefined;
    parser.on('error', (error) => {
      failure ??= error;
    });
    parser.on('opentag', ({ name, attributes }) => {
      const its = attributes as Attributes;
      if (name === 'sms') ready.push(messageOf(its, its['type'] !== '1', its['body'] ?? ''));
      else if (name === 'mms') open = { attributes: its, words: [] };
      else if (open && name === 'part' && its['ct'] === 'text/plain') open.words.push(its['text'] ?? '');
      else if (open && name === 'part' && its['ct'] !== 'application/smil')
        open.words.push(`[${[its['cl'], its['name'], its['fn'], its['ct']].find((each) => each && each !== 'null')}]`);
      else if (open && name === 'addr' && its['type'] === FROM) open.sender = its['address'] ?? '';
    });
    parser.on('closetag', ({ name }) => {
      if (name !== 'mms' || !open) return;
      const { attributes, words, sender } = open;
      const isSent = attributes['msg_box'] !== '1';
      const isGroup = attributes['address']?.includes('~') ?? false;
      ready.push(messageOf(attributes, isSent, words.join('\n'), isGroup ? sender : undefined));
      open = undefined;
    });
    let index = 0;
    const give = async (): Promise<void> => {
      const messages = ready;
      ready = [];
      for (const message of messages) {
        await sink.passage(messagePassage(message, index));
        index += 1;
      }
    };
    for await (const chunk of textChunks(input)) {
      parser.write(chunk.replace(/^\ufeff/, ''));
      if (failure) break;
      await give();
    }
    await give();
    if (index === 0) throw new TelltaleError('unsupported-format', 'There are no messages.', { cause: failure });
    return {
      kind: 'chat',
      mediaType: 'application/xml',
      properties: { charset: charsetOf(input), format: 'sms-backup', messages: String(index) },
      ...(failure ? { warnings: [`What follows the damage is missing: ${failure.message}`] } : {}),
    };
  },
};
