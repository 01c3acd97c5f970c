/** A batch that an engine does not translate as asked, in smaller parts: one sentence that it cannot do costs no other. */
import { TelltaleError } from '../../errors.ts';

/**
 * What an engine gave for a batch: a text for each sentence, undefined for one that it did not do; undefined for all
 * when what it gave does not tell which is which. An engine that is at fault whatever it is asked rejects.
 */
export type AskEngine = (sentences: readonly string[]) => Promise<readonly (string | undefined)[] | undefined>;

/** Single sentences that fail before anything was translated: then it is the engine and not what it is asked. */
const MOST_ALONE = 3;

/** One result for each sentence, in order. Rejects with `engine-unavailable` when nothing at all can be translated. */
export async function translateInParts(
  sentences: readonly string[],
  ask: AskEngine,
): Promise<readonly (string | undefined)[]> {
  let failures = 0;
  let hasWorked = false;
  async function translate(part: readonly string[]): Promise<readonly (string | undefined)[]> {
    if (part.length === 0) return [];
    const { done, error } = await askOnce(part, ask);
    if (done !== undefined) {
      hasWorked = true;
      return done;
    }
    if (part.length === 1) {
      failures += 1;
      if (error !== undefined && !hasWorked && failures >= MOST_ALONE)
        throw new TelltaleError('engine-unavailable', error.message, { cause: error });
      return [undefined];
    }
    const half = Math.ceil(part.length / 2);
    return [...(await translate(part.slice(0, half))), ...(await translate(part.slice(half)))];
  }
  return translate(sentences);
}

interface Outcome {
  readonly done?: readonly (string | undefined)[] | undefined;
  /** Why a request failed that an engine answered otherwise than with a translation. */
  readonly error?: TelltaleError;
}

async function askOnce(part: readonly string[], ask: AskEngine): Promise<Outcome> {
  try {
    return { done: await ask(part) };
  } catch (caught) {
    if (caught instanceof TelltaleError && caught.code === 'translator-failed') return { error: caught };
    throw caught;
  }
}
