/** Entry of a worker process: how each kind of task is done. Engines are loaded when a task first needs them. */
import { readFile as readBytes, stat } from 'node:fs/promises';
import { TelltaleError } from '../errors.ts';
import type { Statement } from '../model/assertion.ts';
import { sketchBytes, sketchOf } from '../model/near-duplicate.ts';
import type { Passage } from '../model/passage.ts';
import type { Warninglist } from '../model/warninglist.ts';
import { serveTasks } from '../pipeline/serve-tasks.ts';
import type { ReadPart, ReadResult, TaskHandler } from '../pipeline/tasks.ts';
import { createTextBombGuard, createTextLimit } from '../pipeline/text-limit.ts';
import type { EntityExtractor } from '../ports/entity-extractor.ts';
import type { Alias } from '../ports/store.ts';
import type { ChildFile, FileLink, ReadSink } from '../read/reader.ts';
import { serveConstantsBinding } from './constants-binding.ts';

/** A part goes out when it holds so many passages or statements, or so much text: what is read is soon searchable … */
const PART_COUNT = 500;
const PART_TEXT = 256 * 1024;
/** … but not more often than this (milliseconds) unless it is much more: each part costs a commit. */
const PART_INTERVAL = 200;
const LARGE_PART = 4;
const NOTHING = Promise.resolve();
/** Milliseconds after which a reader that gives no passages says how far it is. */
const SIGN_INTERVAL = 500;

/**
 * The passage with what is kept of its text. In a leak, every word is looked at: what a table of its own states is no
 * reason to pass over the rest.
 */
function asKept(passage: Passage, text: string, role: 'leak' | 'reference'): Passage {
  const { free, stated, ...rest } = passage;
  if (role === 'leak' || free === undefined) return { ...rest, text };
  if (text.length === passage.text.length) return passage;
  return {
    ...rest,
    text,
    free: free
      .filter(({ start }) => start < text.length)
      .map(({ start, end }) => ({ start, end: Math.min(end, text.length) })),
    stated: stated?.filter(({ end }) => end <= text.length) ?? [],
  };
}

/** Whether its record says what in it is free text. */
const isAccountedFor = ({ free }: Passage): boolean => free !== undefined;

/** Makes a value once, when it is first asked for. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const readTask: TaskHandler<'read'> = async (input, emit) => {
  const [{ probeFile }, { readFile }, { READERS }] = await Promise.all([
    import('../read/probe.ts'),
    import('../read/read-file.ts'),
    import('../read/readers.ts'),
  ]);
  const children: ChildFile[] = [];
  const lost: ReadResult['lost'][number][] = [];
  const links: FileLink[] = [];
  const lists: Warninglist[] = [];
  let passages: Passage[] = [];
  let statements: Statement[] = [];
  let text = 0;
  let ordinal = 0;
  const probe = await probeFile(input.path, input.name);
  const kept = createTextLimit(input.limits.textLength);
  const guard = createTextBombGuard(probe.size, input.limits.unpackRatio);
  let flushed = performance.now();
  let position: number | undefined;
  let found = { files: 0, bytes: 0 };
  const takePart = (): ReadPart => {
    const isAccounted = passages.length > 0 && passages.every(isAccountedFor);
    const part: ReadPart = {
      passages,
      statements,
      ...(isAccounted ? { sketch: sketchBytes(sketchOf(passages.map((passage) => passage.text))) } : {}),
      ...(position === undefined ? {} : { position }),
      ...(found.files === 0 ? {} : { found }),
    };
    passages = [];
    statements = [];
    text = 0;
    flushed = performance.now();
    return part;
  };
  const send = (): Promise<void> => emit(takePart());
  const flush = async (): Promise<void> => {
    if (passages.length > 0 || statements.length > 0) await send();
  };
  const giveSign = async (): Promise<void> => {
    if (performance.now() - flushed >= SIGN_INTERVAL) await send();
  };
  const isFull = (): boolean => {
    const share = Math.max(passages.length / PART_COUNT, statements.length / PART_COUNT, text / PART_TEXT);
    return share >= LARGE_PART || (share >= 1 && performance.now() - flushed >= PART_INTERVAL);
  };
  const take = (passage: Omit<Passage, 'ordinal'>, taken: string): number => {
    passages.push(asKept({ ...passage, ordinal }, taken, input.role));
    text += taken.length;
    return ordinal++;
  };
  // Called for each record of a feed of millions: no promise is made where nothing has to be waited for.
  const sink: ReadSink = {
    passage(passage) {
      guard(passage.text.length);
      const taken = kept.take(passage.text, passage.position.kind !== 'row');
      if (taken === undefined) return Promise.resolve(ordinal++);
      if (isFull()) return flush().then(() => take(passage, taken));
      return Promise.resolve(take(passage, taken));
    },
    statement(statement) {
      if (!statement.evidence.every(({ passage, end }) => kept.holds(passage, end))) return NOTHING;
      statements.push(statement);
      return isFull() ? flush() : NOTHING;
    },
    async child(child) {
      children.push(child);
      // The progress of a mailbox or an archive knows of its members while they are still being found.
      found = { files: found.files + 1, bytes: found.bytes + (await stat(child.path)).size };
      await giveSign();
    },
    async lostChild(child) {
      lost.push(child);
    },
    async link(link) {
      const { passage, ...rest } = link;
      links.push(passage === undefined || kept.holds(passage, 0) ? link : rest);
    },
    async warninglist(list) {
      lists.push(list);
    },
  };
  const { reader, summary } = await readFile(
    {
      probe,
      path: input.path,
      scratch: input.scratch,
      limits: input.limits,
      passwords: input.passwords,
      role: input.role,
      async onBytes(at) {
        position = at;
        await giveSign();
      },
      ...(input.companions ? { companions: input.companions } : {}),
      ...(input.source ? { source: input.source } : {}),
    },
    sink,
    // The last one takes the strings of any file.
    input.stringsOnly ? READERS.slice(-1) : READERS,
  );
  const cut = kept.cut === undefined ? {} : { cutText: kept.cut };
  return { reader, summary, children, lost, links, lists, ...cut, rest: takePart() };
};

const ocrEngine = once(async () => {
  const { createPpOcrEngine } = await import('../adapters/ocr/pp-ocr/pp-ocr-engine.ts');
  return createPpOcrEngine();
});

const ocrTask: TaskHandler<'ocr'> = async (input, emit) => {
  const [{ probeFile }, { recognisePages }] = await Promise.all([
    import('../read/probe.ts'),
    import('../read/ocr/recognise-pages.ts'),
  ]);
  const probe = await probeFile(input.path, input.name);
  const recognised = recognisePages({
    path: input.path,
    probe,
    pages: input.pages,
    passwords: input.passwords,
    engine: await ocrEngine(),
  });
  for await (const each of recognised) {
    if ('passages' in each) await emit(each);
    else {
      const { code, message } = each.failure;
      await emit({ page: each.page, passages: [], failure: { code, message } });
    }
  }
  return { pages: input.pages.length };
};

const understander = once(async () => {
  const { createUnderstander } = await import('../understand/understand.ts');
  return createUnderstander();
});

const translator = once(async () => {
  const [{ createTranslateTask }, { localTranslators }] = await Promise.all([
    import('./translate-task.ts'),
    import('./translation.ts'),
  ]);
  return createTranslateTask(await localTranslators());
});

const glosser = once(async () => {
  const { createGlosser } = await import('./gloss-words.ts');
  return createGlosser();
});

/** The matcher of the newest alias file; making it takes a while. */
let matcher: { file: string; made: Promise<EntityExtractor> } | undefined;

async function matcherOf(file: string): Promise<EntityExtractor> {
  if (matcher?.file !== file) {
    const make = async (): Promise<EntityExtractor> => {
      const { createNameMatcher } = await import('../understand/extract/library-names.ts');
      const aliases: unknown = JSON.parse(await readBytes(file, 'utf8'));
      return createNameMatcher(aliases as readonly Alias[]);
    };
    matcher = { file, made: make() };
  }
  return matcher.made;
}

serveConstantsBinding();
serveTasks({
  read: readTask,
  ocr: ocrTask,
  understand: async ({ passages, depth, sha256 }) => ({
    ...(await (await understander()).understand(passages, depth, { sha256 })),
    // The sketch of records came with the records, of which only some are here.
    ...(passages.every(isAccountedFor) ? {} : { sketch: sketchBytes(sketchOf(passages.map(({ text }) => text))) }),
  }),
  translate: async (task) => (await translator())(task),
  gloss: async (task) => (await glosser())(task),
  page: async ({ path, name, page }) => {
    const [{ probeFile }, { pageImage }] = await Promise.all([
      import('../read/probe.ts'),
      import('../read/page-image.ts'),
    ]);
    return { png: await pageImage(path, await probeFile(path, name), page) };
  },
  relate: async () => {
    throw new TelltaleError('internal', 'Relations are asked of an engine in the main process.');
  },
  names: async ({ passages, aliases }) => ({
    languages: [],
    ...(await (await matcherOf(aliases)).extract(passages)),
  }),
});
