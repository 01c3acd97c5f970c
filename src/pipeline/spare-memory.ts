/** Gives memory back between tasks: V8 collects late while the machine has plenty, and every worker would grow. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of resident memory from which on a worker tidies up before its next task. */
const PLENTY = 200 * 2 ** 20;
/** Bytes by which it has to have grown since it last did: what is in use cannot be given back. */
const GROWTH = 64 * 2 ** 20;

/** The function to call after each task. */
export function createMemorySaver(resident: () => number = () => process.memoryUsage.rss()): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let after = 0;
  return () => {
    if (resident() < Math.max(PLENTY, after + GROWTH)) return;
    collect();
    after = resident();
  };
}
