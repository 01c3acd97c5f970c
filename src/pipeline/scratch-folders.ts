/** Folders that readers may unpack into, one a reading: an empty one serves the next, since most readings leave nothing. */
import { mkdirSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface ScratchFolders {
  /** An empty folder that nobody else has. */
  take(): string;
  /** Whatever is left in it goes. */
  giveBack(folder: string): Promise<void>;
}

let made = 0;

export function createScratchFolders(root: string): ScratchFolders {
  const free: string[] = [];
  return {
    take() {
      const known = free.pop();
      if (known !== undefined) return known;
      const folder = join(root, `read-${process.pid}-${made++}`);
      mkdirSync(folder, { recursive: true });
      return folder;
    },
    async giveBack(folder) {
      if (isEmpty(folder)) free.push(folder);
      else await rm(folder, { recursive: true, force: true });
    },
  };
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    // What cannot be listed is not used again.
    return false;
  }
}
