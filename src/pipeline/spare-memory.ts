/** Gives memory back between pieces of work: V8 collects late while the machine has plenty, and all processes would grow. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of resident memory from which on a process tidies up. */
const PLENTY = 128 * 2 ** 20;
/** Bytes by which it has to have grown since it last did: what is in use cannot be given back. */
const GROWTH = 32 * 2 ** 20;
/** Milliseconds between two looks: each asks the system, and there may be thousands of small files a second. */
const INTERVAL = 20;

/** The function to call between pieces of work. */
export function createMemorySaver(
  resident: () => number = () => process.memoryUsage.rss(),
  now: () => number = () => performance.now(),
): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let after = 0;
  let looked = Number.NEGATIVE_INFINITY;
  return () => {
    if (now() - looked < INTERVAL) return;
    looked = now();
    if (resident() < Math.max(PLENTY, after + GROWTH)) return;
    collect();
    after = resident();
  };
}
