/** Serves the workbench of a case. */
import { TelltaleError } from '../errors.ts';

export interface ServeOptions {
  readonly host?: string;
  readonly port?: number;
  readonly offline: boolean;
}

export interface Serving {
  readonly url: string;
  readonly beyondLoopback: boolean;
  close(): Promise<void>;
}

export async function serveCase(folder: string, _options: ServeOptions): Promise<Serving> {
  throw new TelltaleError('internal', folder);
}
