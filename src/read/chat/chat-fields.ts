/** Which field of a record is the time, the sender, the recipient and the text: names that chat exports use. */

const SYNONYMS = {
  time: [
    'time',
    'ts',
    'timestamp',
    'date',
    'datetime',
    'created_at',
    'created_date',
    'createddatetime',
    'createtime',
    'sent_at',
    'send_time',
    'strtime',
    'sent',
    'created',
    'posted_at',
    'timestamp_ms',
    '时间',
    '发送时间',
    'время',
    'дата',
  ],
  sender: [
    'from',
    'sendername',
    'sender',
    'sender_alias',
    'author',
    'user',
    'username',
    'from_id',
    'talker',
    'party',
    'speaker',
    'nick',
    'nickname',
    'sender_name',
    'from_name',
    'from_user',
    'display_name',
    'creator',
    '发送者',
    '发送人',
    '发件人',
    'отправитель',
  ],
  recipient: [
    'to',
    'recipient',
    'recipients',
    'receiver',
    'chat_id',
    'room',
    'channel',
    'talkername',
    'talker',
    '接收者',
    '接收人',
    '收件人',
    'получатель',
  ],
  text: ['message', 'strcontent', 'body', 'text', 'content', 'msg', '内容', '消息', '消息内容', 'сообщение', 'текст'],
} as const;

export type ChatField = keyof typeof SYNONYMS;
export type ChatColumns = { readonly [K in ChatField]?: string };

/** The columns that play each part, by their names; undefined when the record is no chat message. */
export function chatColumns(names: readonly string[]): ChatColumns | undefined {
  const folded = new Map(names.map((name) => [name.trim().toLowerCase(), name]));
  const found: { [K in ChatField]?: string } = {};
  for (const field of Object.keys(SYNONYMS) as ChatField[]) {
    for (const synonym of SYNONYMS[field]) {
      const name = folded.get(synonym);
      // One column plays one part.
      if (name !== undefined && !Object.values(found).includes(name)) {
        found[field] = name;
        break;
      }
    }
  }
  return found.text !== undefined &&
    found.sender !== undefined &&
    (found.time !== undefined || found.recipient !== undefined)
    ? found
    : undefined;
}
