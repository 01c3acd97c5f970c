/** Which mails belong to one conversation: by the message ids that they name, else by the subject of a reply. */

export interface MailHeads {
  readonly id: string;
  readonly subject: string;
  /** Header values as the file states them; empty where there is none. */
  readonly messageId: string;
  readonly inReplyTo: string;
  readonly references: string;
}

export interface ThreadPlace {
  readonly id: string;
  /** `subject`: no message id says so, only an equal subject with a reply's prefix. */
  readonly by: 'reference' | 'subject';
}

const MESSAGE_ID = /<[^<>\s]+>/g;
/** `Re:`, `Fwd[2]:`, `答复：` and their like, as often as they stand there. */
const REPLY =
  /^(?:\s*(?:re|fwd?|aw|wg|tr|rv|sv|vs|odp|回复|回覆|答复|答覆|转发|轉寄|转寄|отв|пересл)\s*(?:\[\d+\]|\(\d+\))?\s*[:：])+/iu;

function idsIn(header: string): string[] {
  return header.match(MESSAGE_ID) ?? (header.trim() === '' ? [] : [header.trim()]);
}

/** The thread of one of the mails, itself included, in the order given; just itself when it is alone. */
export function threadOf(mails: readonly MailHeads[], id: string): readonly ThreadPlace[] {
  const leaders = new Map<string, string>();
  const leaderOf = (name: string): string => {
    for (let at = name; ; ) {
      const next = leaders.get(at);
      if (next === undefined || next === at) return at;
      // Every walk halves the way: a chain of many thousands is walked once.
      leaders.set(at, leaders.get(next) ?? next);
      at = next;
    }
  };
  for (const mail of mails) {
    // A mail without a message id is still in the thread that it answers. No header begins with a space.
    for (const name of [mail.messageId, mail.inReplyTo, mail.references].flatMap(idsIn))
      leaders.set(leaderOf(name), leaderOf(` ${mail.id}`));
  }
  const open = mails.find((mail) => mail.id === id);
  if (!open) return [];
  const isLooseReply = (mail: MailHeads): boolean =>
    REPLY.test(mail.subject) && mail.inReplyTo.trim() === '' && mail.references.trim() === '';
  const subjectOf = (mail: MailHeads): string =>
    mail.subject.replace(REPLY, '').normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
  const [wanted, subject, loose] = [leaderOf(` ${id}`), subjectOf(open), isLooseReply(open)];
  return mails.flatMap((mail): ThreadPlace[] => {
    if (leaderOf(` ${mail.id}`) === wanted) return [{ id: mail.id, by: 'reference' }];
    const sameSubject = subject !== '' && (loose || isLooseReply(mail)) && subjectOf(mail) === subject;
    return sameSubject ? [{ id: mail.id, by: 'subject' }] : [];
  });
}
