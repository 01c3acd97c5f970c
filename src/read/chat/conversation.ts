/** Whom a message went to: the other party of a direct chat; in a group the group itself, as the thread, and its members where they are few. */

/** What a file says of one conversation. */
export interface Conversation {
  /** The room, or the other party of a direct chat, as the export calls it. */
  readonly name?: string | undefined;
  /** Who writes in it; a third one may stand for all further ones. */
  readonly speakers: ReadonlySet<string>;
  /** Who is in it, where the export lists them. */
  readonly members?: readonly string[] | undefined;
  /** The export calls it a group, whoever writes in it. */
  readonly isGroup?: boolean | undefined;
}

/** Members up to which a message in a group is one to each of them: beyond it is read by chance. */
const FEW_MEMBERS = 12;

/**
 * Two people who write in a file that names no room are taken for each other's party. A name that is neither of the two
 * is a room's.
 */
export function isDirect({ name, speakers, members, isGroup }: Conversation): boolean {
  if (isGroup) return false;
  if (members?.length === 2) return true;
  return speakers.size === 2 && (name === undefined || speakers.has(name));
}

export function recipientsOf(conversation: Conversation, sender: string | undefined): string[] {
  const { name, speakers, members = [] } = conversation;
  const others = (names: Iterable<string>): string[] => [...names].filter((each) => each !== sender && each !== '');
  if (isDirect(conversation)) return sender ? others(members.length === 2 ? members : speakers) : [];
  return [...new Set(others([name ?? '', ...(members.length <= FEW_MEMBERS ? members : [])]))];
}

/** What is told of it among the document's properties. */
export function conversationProperties(conversation: Conversation): Record<string, string> {
  const { name, members } = conversation;
  return {
    ...(name ? { conversation: name } : {}),
    ...(members?.length ? { members: members.join(', ') } : {}),
  };
}
