/**
 * One turn of the benchmark in a process of its own: `telltale` or `ioc-extractor` over all texts, after a pass that
 * warms it up; or `memory`, which scans text by text as it reads, and `reading`, which only reads. Prints JSON.
 */
import { scan } from '../../src/understand/scan/scan.ts';
import { texts } from './texts.ts';

export interface Turn {
  /** Seconds of processor time. */
  readonly folders: readonly { folder: string; files: number; length: number; found: number; seconds: number }[];
}
export interface Memory {
  /** Bytes resident before the first scan, and at most. */
  readonly before: number;
  readonly most: number;
}

type Find = (text: string) => number;

/** Only its own turn loads the other extractor: what it needs is none of the scanner's memory. */
async function finder(name: 'telltale' | 'ioc-extractor'): Promise<Find> {
  if (name === 'telltale') return (text) => scan(text).length;
  const { extractIOC } = await import('ioc-extractor');
  return (text) =>
    Object.values(extractIOC(text)).reduce((n: number, each) => n + (Array.isArray(each) ? each.length : 0), 0);
}

function takeTurn(find: Find): Turn {
  const folders = [...Map.groupBy([...texts()], ({ folder }) => folder)];
  for (const [, its] of folders) for (const { text } of its) find(text);
  return {
    folders: folders.map(([folder, its]) => {
      const began = process.cpuUsage();
      const found = its.reduce((sum, { text }) => sum + find(text), 0);
      const { user, system } = process.cpuUsage(began);
      const length = its.reduce((sum, { text }) => sum + text.length, 0);
      return { folder, files: its.length, length, found, seconds: (user + system) / 1e6 };
    }),
  };
}

const what = process.argv[2];
if (what === 'telltale' || what === 'ioc-extractor') console.log(JSON.stringify(takeTurn(await finder(what))));
else {
  const before = process.memoryUsage().rss;
  for (const { text } of texts()) if (what === 'memory') scan(text);
  const memory: Memory = { before, most: process.resourceUsage().maxRSS * 1024 };
  console.log(JSON.stringify(memory));
}
