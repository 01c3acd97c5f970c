/**
 * How many of the words that Apache Tika finds we find too, on the shared torture set: office, PDF, HTML, mail and
 * archives, with everything inside them; and the words that Tika misses. TIKA_SHOW=NAME lists one file's words, TIKA_SHOW=all every lossy file.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { type FolderRead, ledgerOf, readFolder, withMembers } from './reading/read-folder.ts';

const SET = join(import.meta.dirname, '../../shared/data/torture');
const VERSION = '3.2.2';
/** At least so many of Tika's words have to be found. */
const WANTED = 0.97;

const GROUPS: readonly (readonly [string, RegExp])[] = [
  ['office', /^(?:do[ct][xm]?|xl[st][xmb]?|pp[ts][xm]?|pot[xm]|od[tspgf]|f?od[tsp]|rtf|pages|numbers|key|vsdx?|one)$/],
  ['pdf', /^pdf$/],
  ['html', /^(?:x?html?|mht(?:ml)?|chm)$/],
  ['mail', /^(?:eml|emlx|msg|mbox|pst|ost|dat|p7m)$/],
  ['archives', /^(?:zip|7z|rar|tar|gz|tgz|bz2|xz|zst|cab|iso|z|lzma|ar|cpio|epub)$/],
];
const BY_NAME: ReadonlyMap<string, string> = new Map([
  ['testRFC822_encrypted_zip', 'mail'],
  ['testLZMA_oom', 'archives'],
]);

const groupOf = (path: string): string | undefined =>
  BY_NAME.get(basename(path)) ?? GROUPS.find(([, pattern]) => pattern.test(extname(path).slice(1).toLowerCase()))?.[0];

/** Words of letters and digits, and Han characters one by one; forms and case do not matter. */
function wordsOf(text: string): Set<string> {
  // Digits are grouped in one place and not in the other; soft hyphens are no ends of words.
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('\u00ad', '')
    .replace(/(?<=\d),(?=\d{3})/g, '');
  return new Set(folded.match(/\p{Script=Han}|[^\P{L}\p{Script=Han}]+|\p{N}+/gu) ?? []);
}

/** The jar from the local Maven repository, fetched once; or why there is none. */
function tikaJar(): { jar: string } | { reason: string } {
  if (spawnSync('java', ['-version']).status !== 0) return { reason: 'there is no Java here' };
  const given = process.env.TIKA_JAR;
  if (given) return existsSync(given) ? { jar: given } : { reason: `there is nothing at ${given}` };
  const jar = join(homedir(), '.m2/repository/org/apache/tika/tika-app', VERSION, `tika-app-${VERSION}.jar`);
  if (!existsSync(jar)) {
    spawnSync(
      'mvn',
      [
        '-q',
        '-B',
        'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get',
        `-Dartifact=org.apache.tika:tika-app:${VERSION}`,
        '-Dtransitive=false',
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
  }
  return existsSync(jar) ? { jar } : { reason: `Maven did not give tika-app ${VERSION}; set TIKA_JAR to its jar` };
}

/** Words by file, as Tika's batch run finds them. */
async function byTika(jar: string): Promise<Map<string, Set<string>>> {
  const out = await mkdtemp(join(tmpdir(), 'telltale-tika-'));
  try {
    spawnSync('java', ['-jar', jar, '-J', '-t', '-i', SET, '-o', out, '-numConsumers', '1'], { stdio: 'ignore' });
    const found = new Map<string, Set<string>>();
    for (const entry of await readdir(out, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const json = await readFile(path, 'utf8');
      if (json === '') continue;
      const parts = JSON.parse(json) as Record<string, unknown>[];
      found.set(
        path.slice(out.length + 1, -'.json'.length),
        wordsOf(parts.map((part) => String(part['X-TIKA:content'] ?? '')).join('\n')),
      );
    }
    return found;
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** Words of a file and of all that is inside it. */
async function ours(read: FolderRead, document: string | undefined): Promise<Set<string>> {
  const texts: string[] = [];
  for (const each of document ? await withMembers(read, document) : []) {
    texts.push(each.title ?? '', ...each.paths);
    for (const { text } of await read.case.store.documents.passages(each.id)) texts.push(text);
  }
  return wordsOf(texts.join('\n'));
}

interface Row {
  files: number;
  theirs: number;
  found: number;
  more: number;
}

const share = (row: Row): string => (row.theirs === 0 ? '–' : `${((100 * row.found) / row.theirs).toFixed(2)} %`);

async function compare(jar: string): Promise<number> {
  const tika = await byTika(jar);
  const read = await readFolder([SET]);
  try {
    const rows = new Map<string, Row>();
    const lossy: { path: string; missing: string[]; of: number }[] = [];
    const prefix = `${basename(SET)}/`;
    for (const entry of await ledgerOf(read)) {
      const path = entry.path.slice(prefix.length);
      const group = groupOf(path);
      const theirs = tika.get(path);
      if (path.includes('!/') || !group || !theirs) continue;
      const mine = await ours(read, entry.document);
      const missing = [...theirs].filter((word) => !mine.has(word));
      const more = [...mine].filter((word) => !theirs.has(word));
      for (const name of [group, 'all']) {
        const row = rows.get(name) ?? { files: 0, theirs: 0, found: 0, more: 0 };
        row.files += 1;
        row.theirs += theirs.size;
        row.found += theirs.size - missing.length;
        row.more += more.length;
        rows.set(name, row);
      }
      if (missing.length > 0) lossy.push({ path, missing, of: theirs.size });
      if (process.env.TIKA_SHOW && path.endsWith(process.env.TIKA_SHOW)) {
        console.log(`${path}\n  we lack ${missing.join(' ')}\n  Tika lacks ${more.join(' ')}`);
      }
    }
    console.log('format     files   Tika’s words   found by us   words Tika misses');
    for (const [group, row] of [...rows].sort(([a], [b]) => (a === 'all' ? 1 : b === 'all' ? -1 : a < b ? -1 : 1))) {
      console.log(
        `${group.padEnd(9)} ${String(row.files).padStart(6)} ${String(row.theirs).padStart(14)} ${share(row).padStart(13)} ${String(row.more).padStart(19)}`,
      );
    }
    console.log('\nfiles with words that only Tika finds:');
    lossy.sort((a, b) => b.missing.length - a.missing.length);
    for (const { path, missing, of } of lossy.slice(0, process.env.TIKA_SHOW === 'all' ? undefined : 40)) {
      console.log(`${path}: ${missing.length} of ${of}: ${missing.slice(0, 20).join(' ')}`);
    }
    const all = rows.get('all');
    return all && all.found / all.theirs >= WANTED ? 0 : 1;
  } finally {
    await read.close();
  }
}

const found = tikaJar();
if (!existsSync(SET)) console.log(`skipped: the torture set is not at ${SET}`);
else if ('reason' in found) console.log(`skipped: ${found.reason}`);
else process.exitCode = await compare(found.jar);
