/** Files that were dropped or picked, with their paths: folders are walked, whatever their depth. */

export interface ChosenFile {
  /** With `/`, the dropped folder's own name first. */
  readonly path: string;
  readonly file: File;
}

/** Must be called while the drop event is handled: what it carries is gone afterwards. */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly ChosenFile[]> {
  const entries = [...transfer.items]
    .filter((one) => one.kind === 'file')
    .map((one) => one.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  // What another program drags in may be files without a place in a file system.
  if (entries.length === 0) return filesOfInput(transfer.files);
  const chosen: ChosenFile[] = [];
  for (const entry of entries) await walk(entry, chosen);
  return chosen;
}

export function filesOfInput(files: FileList): readonly ChosenFile[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** The folder that holds them all, or the first file's name. */
export function nameOfChosen(files: readonly ChosenFile[]): string {
  return files[0]?.path.split('/')[0] ?? '';
}

async function walk(entry: FileSystemEntry, into: ChosenFile[]): Promise<void> {
  if (isFile(entry)) {
    const file = await new Promise<File>((found, failed) => entry.file(found, failed));
    into.push({ path: entry.fullPath.replace(/^\//, ''), file });
  } else if (isFolder(entry)) {
    const reader = entry.createReader();
    // A reader gives a folder in batches, and ends with an empty one.
    for (;;) {
      const batch = await new Promise<FileSystemEntry[]>((found, failed) => reader.readEntries(found, failed));
      if (batch.length === 0) return;
      for (const inner of batch) await walk(inner, into);
    }
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
