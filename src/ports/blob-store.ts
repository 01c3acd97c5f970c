/** Content-addressed originals: every byte that evidence rests on. */

export interface BlobStore {
  /**
   * Copies a file in while hashing it. Idempotent; atomic (a killed copy leaves nothing under the hash).
   * Rejects with `unreadable-file` or `disk-full`. `onBytes` is told now and then how many more bytes of a large file
   * are copied; what it was told adds up to the size at the most.
   */
  putFile(path: string | Buffer, onBytes?: (copied: number) => void): Promise<{ sha256: string; size: number }>;
  /** The same for a file that nobody else needs: it is moved where that is possible, and is gone afterwards. */
  takeFile(path: string): Promise<{ sha256: string; size: number }>;
  has(sha256: string): Promise<boolean>;
  /** Path of the blob on this machine, for readers in other processes. Rejects with `blob-missing`. */
  path(sha256: string): Promise<string>;
  read(sha256: string): Promise<Uint8Array>;
  /** Deletes a blob that nothing refers to any more; gives how many bytes that freed, 0 when it was not there. */
  remove(sha256: string): Promise<number>;
  /** Other digests of a blob, in hex, by which public intelligence may list it. Rejects with `blob-missing`. */
  digests(sha256: string): Promise<{ readonly md5: string; readonly sha1: string }>;
}
