/** Slack's export: one file a day in a folder that has the channel's name, and says it nowhere else. */
import type { Conversation } from '../conversation.ts';
import { distinct, type ExportFormat, type Fields, fieldsOf, lines, list, string } from './export-format.ts';

/** What slackdump writes: a channel as an object, with the replies of a thread inside the message that began it. */
export const slackdumpExport: ExportFormat = {
  name: 'slackdump',
  sign: /^\s*\{[^[\]]{0,400}"messages"\s*:\s*\[\s*\{[\s\S]*"ts"\s*:\s*"\d{10}\.\d+"/,
  *messages(root) {
    const channel = fieldsOf(root);
    const messages = list(channel.messages).flatMap((message) => [message, ...list(message.slackdump_thread_replies)]);
    yield* slackExport.messages(messages, string(channel.name) ?? string(channel.channel_id));
  },
};

export const slackExport: ExportFormat = {
  name: 'slack',
  sign: /^\s*\[\s*\{[\s\S]*"type"\s*:\s*"message"[\s\S]*"ts"\s*:\s*"\d{10}\.\d+"|^\s*\[\s*\{[\s\S]*"ts"\s*:\s*"\d{10}\.\d+"[\s\S]*"type"\s*:\s*"message"/,
  *messages(root, folder) {
    const messages = list(root);
    const people = peopleOf(messages);
    const conversation = conversationOf(folder, distinct(messages.map((each) => senderOf(each, people))), people);
    for (const message of messages) {
      const files = list(message.files);
      yield {
        text: lines([
          textOf(string(message.text) ?? '', people),
          ...list(message.attachments).map((each) => string(each.text) ?? string(each.fallback)),
          ...files.map((file) => `[${string(file.name) ?? ''}] ${string(file.url_private) ?? ''}`.trim()),
        ]),
        time: string(message.ts),
        sender: senderOf(message, people),
        alias: accountOf(message, people),
        conversation,
        attachments: [],
      };
    }
  },
};

/** What people are called, by their ids and user names, as far as this file says. */
function peopleOf(messages: readonly Fields[]): ReadonlyMap<string, string> {
  const people = new Map<string, string>();
  for (const message of messages) {
    const profile = fieldsOf(message.user_profile);
    const shown = string(profile.real_name) ?? string(profile.display_name) ?? string(profile.name);
    if (shown === undefined) continue;
    for (const key of [string(message.user), string(profile.name)]) if (key) people.set(key, shown);
  }
  return people;
}

/** The user name that the file gives beside the displayed one, else the id. */
function accountOf(message: Fields, people: ReadonlyMap<string, string>): string | undefined {
  const id = string(message.user);
  const shown = id && people.get(id);
  return shown ? (string(fieldsOf(message.user_profile).name) ?? id) : undefined;
}

function senderOf(message: Fields, people: ReadonlyMap<string, string>): string | undefined {
  const id = string(message.user);
  return (id && people.get(id)) ?? string(message.username) ?? id ?? string(message.bot_id);
}

/** Folders of direct messages have an id for a name, those of several people all their user names. */
function conversationOf(
  folder: string | undefined,
  speakers: ReadonlySet<string>,
  people: ReadonlyMap<string, string>,
): Conversation {
  const group = /^mpdm-(.+)-\d+$/.exec(folder ?? '')?.[1];
  if (group !== undefined) {
    return {
      name: folder,
      speakers,
      isGroup: true,
      members: group.split('--').map((name) => people.get(name) ?? name),
    };
  }
  const isChat = /^D[0-9A-Z]{8,}$/.test(folder ?? '');
  if (isChat && speakers.size === 2) return { speakers };
  return { name: folder, speakers, isGroup: folder !== undefined && !isChat };
}

/** `<https://a.b|words>`, `<@U123>` and the three escapes. */
function textOf(text: string, people: ReadonlyMap<string, string>): string {
  return text
    .replace(/<((?:https?|mailto):[^|>]+)\|([^>]+)>/g, (_, link: string, words: string) => {
      const bare = link.replace(/^mailto:/, '');
      return bare.includes(words) ? bare : `${words} (${bare})`;
    })
    .replace(/<@([A-Z0-9]+)(?:\|([^>]+))?>/g, (_, id: string, name?: string) => `@${people.get(id) ?? name ?? id}`)
    .replace(/<#[A-Z0-9]+\|([^>]+)>/g, '#$1')
    .replace(/<([^>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
