/** Slack's list of people beside the channels: what the ids are called that older messages have for their senders. */
import { TelltaleError } from '../../errors.ts';
import type { Span } from '../../model/assertion.ts';
import type { Reader } from '../reader.ts';
import { readableJson } from '../text/json.ts';
import { wholeText } from '../text/text-source.ts';
import { distinct, type Fields, fieldsOf, list, string } from './exports/export-format.ts';

const SIGN = /^\s*\[\s*\{\s*"id"\s*:\s*"[UW][0-9A-Z]{6,}"\s*,\s*"team_id"\s*:\s*"T[0-9A-Z]{6,}"/;
const METHOD = 'chat-members';

export const slackUsersReader: Reader = {
  name: 'slack-users',
  version: 1,
  accepts: (probe) => probe.headText !== undefined && SIGN.test(probe.headText),
  async read(input, sink) {
    const { text, charset } = await wholeText(input);
    const users = list(parsed(text));
    for (const [index, user] of users.entries()) {
      const record = readableJson(user);
      const passage = await sink.passage({
        role: 'record',
        text: record,
        position: { kind: 'record', pointer: `/${index}` },
      });
      const spanOf = (key: string, value: string): Span | undefined => {
        const at = `\n${record}\n`.indexOf(`\n${key}: ${value}\n`);
        const start = at + key.length + 2;
        return at < 0 ? undefined : { passage, start, end: start + value.length };
      };
      const id = string(user.id);
      const about = id === undefined ? undefined : spanOf('id', id);
      if (id === undefined || about === undefined) continue;
      for (const { key, name } of namesOf(user)) {
        const called = spanOf(key, name);
        if (!called) continue;
        await sink.statement({
          subject: { type: 'handle', value: id },
          predicate: 'same-as',
          object: { type: 'handle', value: name },
          evidence: [about, called],
          method: METHOD,
          confidence: 0.95,
        });
      }
    }
    return {
      kind: 'record-set',
      mediaType: 'application/json',
      properties: { charset, format: 'slack-users', records: String(users.length) },
    };
  },
};

/** Each name once, with the field that gives it: the names that messages of the same export may have, too. */
function namesOf(user: Fields): readonly { readonly key: string; readonly name: string }[] {
  const profile = fieldsOf(user.profile);
  const fields = {
    'profile.real_name': string(profile.real_name),
    real_name: string(user.real_name),
    'profile.display_name': string(profile.display_name),
    name: string(user.name),
  };
  return [...distinct(Object.values(fields))].flatMap((name) => {
    const key = Object.entries(fields).find(([, value]) => value === name)?.[0];
    return key === undefined ? [] : [{ key, name }];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TelltaleError('unsupported-format', `Not JSON: ${(cause as Error).message}`, { cause });
  }
}
