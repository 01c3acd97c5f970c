/** Opens a case for reading, hands it over, and closes it again. */
import { type Case, openCase } from '../app/case.ts';

export async function readCase<T>(folder: string, work: (theCase: Case) => Promise<T>): Promise<T> {
  const theCase = await openCase(folder);
  try {
    return await work(theCase);
  } finally {
    await theCase.close();
  }
}
