/** The first message of a JSON chat as its beginning shows it, whatever is nested in it. */
import { chatColumns } from './chat-fields.ts';

/** Whether the object that begins at `from` is whole in `head` and has the fields of a message. */
export function beginsWithMessage(head: string, from: number): boolean {
  const record = objectAt(head, from);
  if (record === undefined) return false;
  try {
    return chatColumns(Object.keys(JSON.parse(record) as object)) !== undefined;
  } catch {
    // Not JSON after all: some other reader's file.
    return false;
  }
}

function objectAt(head: string, from: number): string | undefined {
  let depth = 0;
  let isQuoted = false;
  for (let at = from; at < head.length; at += 1) {
    const sign = head[at];
    if (isQuoted) {
      if (sign === '\\') at += 1;
      else if (sign === '"') isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === '{') depth += 1;
    else if (sign === '}') {
      depth -= 1;
      if (depth === 0) return head.slice(from, at + 1);
    }
  }
  return undefined;
}
