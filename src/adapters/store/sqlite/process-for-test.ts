/** Writes documents until it is killed; says each one that was committed. For tests. */

import { addCollection, addDocument, addMentions } from '../../../ports/store-contract-case.ts';
import { openSqliteStore } from './sqlite-store.ts';

const [path = '', count = '0'] = process.argv.slice(2);
const store = await openSqliteStore(path, { mode: 'write' });
const leak = await addCollection(store, 'leak', 'leak');
for (let n = 0; n < Number(count); n += 1) {
  const document = await addDocument(
    store,
    leak,
    `f${n}`,
    Array.from({ length: 20 }, (_, at) => ({
      role: 'message',
      sender: `u${at % 3}`,
      recipients: ['room'],
      text: `邮箱 ${n} at 10.0.${n % 256}.${at}`,
    })),
  );
  await addMentions(
    store,
    document,
    Array.from({ length: 20 }, (_, at) => ({ passage: at, type: 'ipv4', raw: `10.0.${n % 256}.${at}` })),
  );
  process.stdout.write(`${n}\n`);
}
await store.close();
