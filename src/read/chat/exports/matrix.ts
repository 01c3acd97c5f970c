/** Matrix as Element exports a room in JSON: the room's name, and its events. */
import type { Conversation } from '../conversation.ts';
import { distinct, type ExportFormat, type Fields, fieldsOf, list, string } from './export-format.ts';

export const matrixExport: ExportFormat = {
  name: 'matrix',
  sign: /"room_name"\s*:[\s\S]*"messages"\s*:\s*\[|"origin_server_ts"\s*:[\s\S]*"sender"\s*:\s*"@|"sender"\s*:\s*"@[\s\S]*"origin_server_ts"\s*:/,
  *messages(root) {
    const events = Array.isArray(root) ? list(root) : list(fieldsOf(root).messages ?? fieldsOf(root).chunk);
    const speakers = distinct(events.filter(isMessage).map(({ sender }) => string(sender)));
    const room = string(fieldsOf(root).room_name);
    const joined = new Map<string, (string | undefined)[]>();
    for (const event of events) {
      if (event.type !== 'm.room.member' || fieldsOf(event.content).membership !== 'join') continue;
      const id = roomOf(event);
      joined.set(id, [...(joined.get(id) ?? []), string(event.state_key) ?? string(event.sender)]);
    }
    const shown = new Map(
      events.flatMap((event): [string, string][] => {
        const name = event.type === 'm.room.member' ? string(fieldsOf(event.content).displayname) : undefined;
        const who = string(event.state_key) ?? string(event.sender);
        return name && who ? [[who, name]] : [];
      }),
    );
    const conversations = new Map<string, Conversation>();
    for (const event of events) {
      if (!isMessage(event)) continue;
      const id = roomOf(event);
      const members = joined.get(id);
      const conversation = conversations.get(id) ?? {
        name: room ?? (id || undefined),
        speakers,
        isGroup: true,
        ...(members ? { members: [...distinct(members)] } : {}),
      };
      conversations.set(id, conversation);
      yield {
        text: string(fieldsOf(event.content).body) ?? `[${string(event.type) ?? ''}]`,
        time: string(event.origin_server_ts),
        sender: string(event.sender),
        alias: shown.get(string(event.sender) ?? ''),
        conversation,
        attachments: [],
      };
    }
  },
};

const roomOf = (event: Fields): string => string(event.room_id) ?? '';

const isMessage = (event: Fields): boolean =>
  /^m\.(?:room\.(?:message|encrypted)|sticker)$/.test(string(event.type) ?? '');
