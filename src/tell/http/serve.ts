/** Listens for the HTTP application. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { asTelltaleError, TelltaleError } from '../../errors.ts';

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Answers a request; what node has of it beside comes along. */
type Fetch = (request: Request, bindings: object) => Response | Promise<Response>;

/**
 * Listens on an address; port 0 takes a free one. `makeFetch` is given the port, because the application answers only
 * for its own `Host`. Rejects with `port-in-use`.
 */
export async function listen(
  address: { readonly host: string; readonly port: number },
  makeFetch: (port: number) => Fetch,
): Promise<Listening> {
  let fetch: Fetch | undefined;
  const server = createAdaptorServer({
    fetch: (request: Request, bindings: object) => fetch?.(request, bindings) ?? new Response(null, { status: 503 }),
  }) as Server;
  await new Promise<void>((ready, failed) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const inUse = cause.code === 'EADDRINUSE';
      failed(
        inUse
          ? new TelltaleError('port-in-use', `Port ${address.port} is in use.`, { cause })
          : asTelltaleError(cause, 'usage'),
      );
    });
    server.listen(address.port, address.host, ready);
  });
  const { port } = server.address() as AddressInfo;
  fetch = makeFetch(port);
  return {
    port,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
