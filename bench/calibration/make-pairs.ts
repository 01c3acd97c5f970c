/**
 * Labelled pairs for calibration: real public values with an invented leak around them. True: the value is meant, at the
 * time of its source. False: it is shared by many, years too late, an ordinary word, a version number, a file name that
 * anybody uses, or a tool in the hands of another of its users.
 */
import { DatabaseSync } from 'node:sqlite';
import { createLabeller } from '../../src/connect/label/create-labeller.ts';
import type { EntityType } from '../../src/model/entity.ts';
import { sha256 } from '../../src/model/ids.ts';
import type { Store } from '../../src/ports/store.ts';
import { isCounted, isOrdinary } from '../../src/understand/extract/library-names/name-features.ts';

export interface Pair {
  readonly kind: string;
  readonly value: string;
  readonly truth: boolean;
  /** Names of the ends that the pair is about; any end when there are none. */
  readonly ends: readonly string[];
}

export interface Message {
  readonly time: string;
  readonly from: string;
  readonly to: string;
  readonly message: string;
}

const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  value: [
    '这台 VALUE 还能用吗？',
    '帮我看下 VALUE',
    'VALUE 换掉吧，客户那边还在连',
    'VALUE снова лежит, перезапусти',
    'new one is VALUE, same login as before',
  ],
  hash: ['样本发你了 VALUE', '这个还没报毒 VALUE', 'файл VALUE собран вчера', 'build is done: VALUE'],
  name: [
    '我们的 VALUE 样本要更新',
    '报告里写的是 VALUE 这个组织',
    'VALUE malware again in the customer network',
    'отчёт про группировку VALUE вышел',
  ],
  ordinary: [
    'please check the VALUE again before you send it',
    'the VALUE is on the second page, as always',
    'we talked about VALUE and lunch',
    'add VALUE to the list for next week',
  ],
  capital: [
    'VALUE is on the second page, as always',
    'VALUE: please check again before you send it',
    'Meeting moved. VALUE stays where it is',
  ],
  version: ['升级到 VALUE 版本', 'please update to version VALUE', 'обновили до версии VALUE'],
  file: ['脚本还是 VALUE', 'open VALUE and change the path', 'файл VALUE лежит в папке'],
};

const HASHES: ReadonlySet<string> = new Set(['md5', 'sha1', 'sha256', 'sha512']);
const INFRASTRUCTURE: readonly EntityType[] = ['ipv4', 'domain', 'url', 'email'];

interface Row {
  readonly type: string;
  readonly value: string;
  readonly ends: readonly string[];
  readonly published: string | null;
}

/** The same order on every machine, unlike that of the values themselves. */
const shuffled = <T extends { value: string }>(rows: readonly T[], seed: string): readonly T[] =>
  [...rows].sort((a, b) => (sha256(seed + a.value) < sha256(seed + b.value) ? -1 : 1));

export async function makePairs(
  store: Store,
  path: string,
): Promise<{ pairs: readonly Pair[]; messages: readonly Message[] }> {
  const db = new DatabaseSync(path, { readOnly: true });
  const rows = (sql: string): readonly Row[] =>
    db
      .prepare(sql)
      .all()
      .map((row) => ({
        type: String(row['type']),
        value: String(row['value']),
        ends: JSON.parse(String(row['ends'])) as string[],
        published: row['published'] === null ? null : String(row['published']),
      }));
  const listed = rows(
    `SELECT s.type, s.value, json_group_array(DISTINCT o.value) AS ends, min(g.json ->> '$.published') AS published
     FROM assertions a JOIN entities s ON s.id = a.subject JOIN entities o ON o.id = a.object JOIN collections c ON c.id = a.collection
       JOIN origins g ON g.id = a.origin AND g.id > 0
     WHERE c.role = 'reference' AND a.predicate IN ('indicates', 'listed-in') AND o.type IN ('report', 'campaign', 'intrusion-set', 'malware')
     GROUP BY s.id HAVING published IS NOT NULL`,
  );
  const names = rows(
    `SELECT s.type, s.value, json_group_array(DISTINCT o.value) AS ends, NULL AS published FROM assertions a JOIN entities s ON s.id = a.subject
       JOIN entities o ON o.id = a.object WHERE a.predicate = 'alias-of' AND s.type = 'name' AND o.type IN ('intrusion-set', 'malware', 'tool')
     GROUP BY s.id`,
  );
  const tools = rows(
    `SELECT o.type, o.value, json_group_array(DISTINCT s.value) AS ends, NULL AS published FROM assertions a JOIN entities s ON s.id = a.subject
       JOIN entities o ON o.id = a.object WHERE a.predicate = 'uses' AND s.type = 'intrusion-set' AND o.type IN ('malware', 'tool')
     GROUP BY o.id HAVING count(DISTINCT s.id) BETWEEN 1 AND 12`,
  );
  db.close();
  const labeller = createLabeller(await store.graph.warninglists());
  const isCommon = ({ type, value }: Row): boolean => labeller.label({ type: type as EntityType, value }).length > 0;
  const book = new Book();
  const own = (types: readonly string[], seed: string) =>
    shuffled(
      listed.filter((row) => types.includes(row.type) && !isCommon(row)),
      seed,
    );
  const infrastructure = own(INFRASTRUCTURE, 'infrastructure');
  for (const row of infrastructure.slice(0, 260)) book.add('infrastructure', row, true, 'value', -200);
  for (const row of own([...HASHES], 'hash').slice(0, 120)) book.add('file hash', row, true, 'hash', -100);
  for (const row of infrastructure.slice(260, 480))
    book.add('stale', row, false, 'value', 365 * (1.5 + (row.value.length % 5)));
  for (const row of shuffled(listed.filter(isCommon), 'common').slice(0, 160))
    book.add('shared host', row, false, 'value', -200);
  for (const value of [
    '8.8.8.8',
    '1.1.1.1',
    '114.114.114.114',
    '223.5.5.5',
    '9.9.9.9',
    'github.com',
    'pastebin.com',
    'drive.google.com',
  ])
    book.add('shared host', { type: 'ipv4', value, ends: [], published: '2021-01-01' }, false, 'value', 0);
  const versions = infrastructure
    .slice(480)
    .filter(({ type, value }) => type === 'ipv4' && value.split('.').every((part) => Number(part) < 100));
  for (const row of versions.slice(0, 40)) book.add('version', row, false, 'version', -200);
  for (const row of shuffled(
    listed.filter(({ type }) => type === 'filename'),
    'file',
  ).slice(0, 60))
    book.add('file name', row, false, 'file', -200);
  const rare = shuffled(
    names.filter(({ value, ends }) => !isOrdinary(value) && ends.length < 4 && value.length > 4),
    'name',
  );
  for (const row of rare.slice(0, 200)) book.add('name', row, true, 'name', 0);
  const words = shuffled(
    names.filter(({ value }) => isOrdinary(value) || isCounted(value)),
    'ordinary',
  );
  for (const row of words.slice(0, 100))
    book.add('ordinary word', { ...row, value: row.value.toLowerCase(), ends: [] }, false, 'ordinary', 0);
  for (const row of words.slice(100, 260)) book.add('ordinary word', { ...row, ends: [] }, false, 'capital', 0);
  for (const row of shuffled(
    tools.filter(({ value }) => !isOrdinary(value)),
    'tool',
  ).slice(0, 120))
    book.tool(row);
  return { pairs: book.pairs, messages: book.messages };
}

class Book {
  readonly pairs: Pair[] = [];
  readonly messages: Message[] = [];
  private readonly used = new Set<string>();

  add(kind: string, row: Row, truth: boolean, sentence: string, days: number): void {
    if (this.used.has(row.value)) return;
    this.used.add(row.value);
    this.pairs.push({ kind, value: row.value, truth, ends: truth ? row.ends : [] });
    this.say(sentence, row.value, row.published ?? '2020-06-01', days);
  }

  /**
   * To lead from a tool to its users is true for one of them at the most. Every second leak is of none of them: who writes
   * of a tool need not be among those whom the reports know.
   */
  tool({ value, ends }: Row): void {
    if (this.used.has(value)) return;
    this.used.add(value);
    const users = [...ends].sort();
    const user = users[Number.parseInt(sha256(`user ${value}`).slice(0, 8), 16) % (users.length * 2)];
    for (const end of users) this.pairs.push({ kind: 'tool', value, truth: end === user, ends: [end] });
    this.say('name', value, '2020-06-01', 0);
  }

  private say(sentence: string, value: string, published: string, days: number): void {
    const forms = SENTENCES[sentence] ?? [];
    const form = forms[this.messages.length % forms.length] ?? 'VALUE';
    const day = new Date(Date.parse(`${published.padEnd(10, '-01').slice(0, 10)}T00:00:00Z`) + days * 86_400_000);
    const number = this.messages.length;
    this.messages.push({
      time: `${day.toISOString().slice(0, 10)} 0${number % 10}:${String(10 + (number % 50))}:00`,
      from: `wxid_${number % 7}`,
      to: `wxid_${7 + (number % 5)}`,
      message: form.replace('VALUE', value),
    });
  }
}
