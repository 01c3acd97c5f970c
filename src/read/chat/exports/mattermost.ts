/** Mattermost's bulk export: a record a line, of which posts and direct posts are the messages, with their replies inside. */
import type { Conversation } from '../conversation.ts';
import {
  distinct,
  type ExportedMessage,
  type ExportFormat,
  type Fields,
  fieldsOf,
  list,
  string,
} from './export-format.ts';

const attachmentsOf = (post: Fields): readonly string[] =>
  list(post.attachments).flatMap(({ path }) => string(path) ?? []);

export const mattermostExport: ExportFormat = {
  name: 'mattermost',
  sign: /^\s*\{"type"\s*:\s*"(?:version|team|channel|user|post|direct_channel|direct_post)"/,
  *messages(root) {
    const records = Array.isArray(root) ? list(root) : [fieldsOf(root)];
    const shown = new Map<string, string>();
    for (const { channel } of records) {
      const { name, display_name: title } = fieldsOf(channel);
      if (string(name) && string(title)) shown.set(String(name), String(title));
    }
    const rooms = new Map<string, Conversation>();
    for (const record of records) {
      const direct = fieldsOf(record.direct_post);
      const post = record.type === 'direct_post' ? direct : fieldsOf(record.post);
      if (record.type !== 'post' && record.type !== 'direct_post') continue;
      const members = Array.isArray(direct.channel_members)
        ? direct.channel_members.flatMap((each) => string(each) ?? [])
        : [];
      const channel = string(post.channel);
      const key = channel ?? members.join('\n');
      const room: Conversation = rooms.get(key) ?? {
        ...(channel === undefined ? { members } : { name: shown.get(channel) ?? channel }),
        speakers: distinct(members),
        isGroup: channel !== undefined || members.length > 2,
      };
      rooms.set(key, room);
      yield messageOf(post, room);
      for (const reply of list(post.replies)) yield messageOf(reply, room);
    }
  },
};

function messageOf(post: Fields, conversation: Conversation): ExportedMessage {
  return {
    text: string(post.message) ?? '',
    time: string(post.create_at),
    sender: string(post.user),
    conversation,
    attachments: attachmentsOf(post),
  };
}
