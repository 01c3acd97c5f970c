/** A process that reads pages for the bench, as a worker does: its CPU time and memory are the engine's, not the drawing's. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resourceUsage } from 'node:process';
import { createPpOcrEngine } from '../../src/adapters/ocr/pp-ocr/pp-ocr-engine.ts';
import { WORKER_ALLOCATOR } from '../../src/pipeline/worker-pool.ts';
import type { OcrLine, Picture } from '../../src/ports/ocr-engine.ts';
import { cutTall } from '../../src/read/ocr/cut-tall.ts';

export interface PageReading {
  readonly lines: readonly OcrLine[];
  /** Of the CPU, user and system. */
  readonly seconds: number;
  /** Resident memory of the process so far, megabytes. */
  readonly peak: number;
}

export interface PageReader {
  read(picture: Picture): Promise<PageReading>;
  close(): Promise<void>;
}

/** Starts the process. */
export function startPageReader(): PageReader {
  const child: ChildProcess = fork(import.meta.filename, {
    serialization: 'advanced',
    env: { ...process.env, ...WORKER_ALLOCATOR },
  });
  return {
    async read(picture) {
      child.send(picture);
      const [reading] = await once(child, 'message');
      return reading as PageReading;
    },
    async close() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

function cpuSeconds(): number {
  const { userCPUTime, systemCPUTime } = resourceUsage();
  return (userCPUTime + systemCPUTime) / 1e6;
}

if (process.send && process.argv[1] === import.meta.filename) {
  const engine = await createPpOcrEngine();
  process.on('message', async (picture: Picture) => {
    const before = cpuSeconds();
    const lines: OcrLine[] = [];
    for (const slice of cutTall(picture)) lines.push(...(await engine.recognise(slice.picture)).lines);
    const reading: PageReading = {
      lines,
      seconds: cpuSeconds() - before,
      peak: Math.round(resourceUsage().maxRSS / 1024),
    };
    process.send?.(reading);
  });
  process.on('disconnect', () => void engine.close());
}
