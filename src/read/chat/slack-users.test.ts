import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBytesForTest } from '../read-bytes-for-test.ts';

const USERS = join(import.meta.dirname, '../../../test/corpus/read/chat/slack/users.json');

test('an id is called by each of its names, and the words say so', async () => {
  const { sink } = await readBytesForTest('users.json', await readFile(USERS));
  const stated = sink.statements.map(({ subject, object, evidence }) => [
    subject.value,
    object.value,
    evidence.map(({ passage, start, end }) => sink.passages[passage]?.text.slice(start, end)),
  ]);
  expect(stated).toEqual([
    ['U0EXAMPLE1', 'Ann Example', ['U0EXAMPLE1', 'Ann Example']],
    ['U0EXAMPLE1', 'ann', ['U0EXAMPLE1', 'ann']],
    ['U0EXAMPLE1', 'ann.example', ['U0EXAMPLE1', 'ann.example']],
    ['U0EXAMPLE2', '薄明', ['U0EXAMPLE2', '薄明']],
    ['U0EXAMPLE2', 'bo', ['U0EXAMPLE2', 'bo']],
  ]);
});
