/** Sends chosen files to the case's own server, in parts and a few at a time, so that size does not matter. */
import { ApiError, post, putPart } from '../../api/client.ts';
import type { AboutCollection } from '../../api/types.ts';
import type { ChosenFile } from './chosen-files.ts';

export interface UploadState {
  readonly files: number;
  readonly filesDone: number;
  readonly bytes: number;
  readonly bytesDone: number;
  /** Files that the browser could not read. */
  readonly unreadable: readonly string[];
}

export interface UploadControl {
  readonly signal: AbortSignal;
  /** Resolves when the upload may go on: at once unless it is paused. */
  readonly ready: () => Promise<void>;
}

const PART = 8 * 2 ** 20;
const AT_ONCE = 3;

type SendPart = typeof putPart;
type Post = typeof post;

/** Sends everything, then starts the run. Drops what arrived when it is aborted. Rejects with the server's error. */
export async function upload(
  files: readonly ChosenFile[],
  about: AboutCollection,
  control: UploadControl,
  listen: (state: UploadState) => void,
  server: { readonly post: Post; readonly putPart: SendPart } = { post, putPart },
): Promise<void> {
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const { upload: id } = await server.post<{ upload: string }>('/uploads', { bytes });
  const waiting = [...files];
  const unreadable: string[] = [];
  let filesDone = 0;
  let bytesDone = 0;
  const tell = (): void => listen({ files: files.length, filesDone, bytes, bytesDone, unreadable: [...unreadable] });

  async function send({ path, file }: ChosenFile): Promise<void> {
    let offset = 0;
    do {
      await control.ready();
      control.signal.throwIfAborted();
      const part = await file
        .slice(offset, offset + PART)
        .arrayBuffer()
        .catch(() => undefined);
      if (part === undefined) {
        unreadable.push(path);
        break;
      }
      await server.putPart(`/uploads/${id}/part`, { path, offset }, part, control.signal);
      offset += part.byteLength;
      bytesDone += part.byteLength;
      tell();
      if (part.byteLength === 0) break;
    } while (offset < file.size);
    filesDone += 1;
    tell();
  }

  async function sendAll(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) await send(next);
  }

  tell();
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, sendAll));
    await server.post(`/uploads/${id}/add`, about);
  } catch (caught) {
    waiting.length = 0;
    await server.post(`/uploads/${id}`, {}, 'DELETE').catch((error: unknown) => {
      // A server that is gone keeps what arrived; whoever adds again begins anew.
      if (!(error instanceof ApiError)) throw error;
    });
    throw caught;
  }
}
