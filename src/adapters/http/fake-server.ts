/** For tests: a server on this machine that answers as a test says. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeRequest {
  readonly path: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: unknown;
}

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as it is when it is a string. */
  readonly body: unknown;
  /** Never answers. */
  readonly hang?: boolean;
  /** Hangs up in the middle of the answer. */
  readonly cut?: boolean;
}

export interface FakeServer {
  readonly url: string;
  readonly requests: readonly FakeRequest[];
  close(): Promise<void>;
}

export async function startFakeServer(
  answer: (request: FakeRequest, count: number) => FakeAnswer,
  port = 0,
): Promise<FakeServer> {
  const requests: FakeRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const request = {
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
      requests.push(request);
      const { status = 200, headers = {}, body, hang, cut } = answer(request, requests.length);
      if (hang) return;
      const written = typeof body === 'string' ? body : JSON.stringify(body);
      const length = cut ? { 'content-length': String(Buffer.byteLength(written)) } : {};
      outgoing.writeHead(status, { 'content-type': 'application/json', ...length, ...headers });
      if (cut) outgoing.write(written.slice(0, written.length >> 1), () => incoming.socket.destroy());
      else outgoing.end(written);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
