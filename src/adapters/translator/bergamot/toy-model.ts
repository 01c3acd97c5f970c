/** For tests: a tiny transformer in Marian's binary format with a SentencePiece vocabulary, both made here, that Bergamot runs. */

const DIMENSION = 64;
/** The multiplier wants multiples of eight columns. */
const VOCABULARY = 40;
const INT8 = 0x0101;
const FLOAT32 = 0x0404;
const ALIGNMENT = 256;

const PIECES: readonly string[] = ['</s>', '<unk>', '▁', ...'abcdefghijklmnopqrstuvwxyz', ...'0123456789', '.'].slice(
  0,
  VOCABULARY,
);

/** A SentencePiece model: protocol buffer with pieces, their scores and types. */
export function toyVocabulary(): Buffer {
  const CONTROL = 3;
  const UNKNOWN = 2;
  const NORMAL = 1;
  const messages = PIECES.map((piece, index) => {
    const text = Buffer.from(piece);
    const score = Buffer.alloc(5);
    score[0] = 0x15;
    score.writeFloatLE(index < 2 ? 0 : -index, 1);
    const type = piece === '</s>' ? CONTROL : piece === '<unk>' ? UNKNOWN : NORMAL;
    const body = Buffer.concat([Buffer.from([0x0a, text.length]), text, score, Buffer.from([0x18, type])]);
    return Buffer.concat([Buffer.from([0x0a, body.length]), body]);
  });
  return Buffer.concat(messages);
}

interface Tensor {
  readonly name: string;
  readonly type: number;
  readonly shape: readonly number[];
  readonly bytes: Buffer;
}

const CONFIG = `dim-emb: ${DIMENSION}
dim-vocabs:
  - ${VOCABULARY}
  - ${VOCABULARY}
enc-depth: 1
dec-depth: 1
input-types: []
lemma-dim-emb: 0
lemma-dependency: ""
factors-combine: sum
factors-dim-emb: 0
skip: false
layer-normalization: false
right-left: false
tied-embeddings: false
tied-embeddings-all: true
tied-embeddings-src: false
transformer-aan-activation: swish
transformer-aan-depth: 2
transformer-aan-nogate: false
transformer-decoder-autoreg: self-attention
transformer-decoder-dim-ffn: 0
transformer-decoder-ffn-depth: 0
transformer-depth-scaling: false
transformer-dim-aan: 2048
transformer-dim-ffn: ${DIMENSION}
transformer-ffn-activation: relu
transformer-ffn-depth: 2
transformer-guided-alignment-layer: last
transformer-heads: 1
transformer-no-affine: false
transformer-no-bias: false
transformer-no-projection: false
transformer-pool: false
transformer-postprocess: da
transformer-postprocess-emb: d
transformer-postprocess-top: ""
transformer-preprocess: ""
transformer-rnn-projection: false
transformer-tied-layers: []
transformer-train-position-embeddings: false
type: transformer
ulr: false
ulr-dim-emb: 0
ulr-trainable-transformation: false
version: v1.9.56
`;

/** Weights between -0.5 and 0.5, the same each time. */
function weights(count: number, seed: number): Buffer {
  const bytes = Buffer.alloc(count * 4);
  let state = seed;
  for (let at = 0; at < count; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes.writeFloatLE(state / 2 ** 32 - 0.5, at * 4);
  }
  return bytes;
}

function tensor(name: string, shape: readonly number[], seed: number): Tensor {
  return {
    name,
    type: FLOAT32,
    shape,
    bytes: weights(
      shape.reduce((product, size) => product * size, 1),
      seed,
    ),
  };
}

function tensors(): readonly Tensor[] {
  const square = [DIMENSION, DIMENSION];
  const row = [1, DIMENSION];
  const attention = (prefix: string): readonly (readonly [string, readonly number[]])[] =>
    ['q', 'k', 'v', 'o'].flatMap((part) => [
      [`${prefix}_W${part}`, square] as const,
      [`${prefix}_b${part}`, row] as const,
    ]);
  const feedForward = (prefix: string): readonly (readonly [string, readonly number[]])[] => [
    [`${prefix}_W1`, square],
    [`${prefix}_b1`, row],
    [`${prefix}_W2`, square],
    [`${prefix}_b2`, row],
  ];
  const shapes: readonly (readonly [string, readonly number[]])[] = [
    ['Wemb', [VOCABULARY, DIMENSION]],
    ['decoder_ff_logit_out_b', [1, VOCABULARY]],
    ...attention('encoder_l1_self'),
    ...feedForward('encoder_l1_ffn'),
    ...attention('decoder_l1_self'),
    ...attention('decoder_l1_context'),
    ...feedForward('decoder_l1_ffn'),
  ];
  const config = Buffer.from(`${CONFIG}\0`);
  return [
    ...shapes.map(([name, shape], index) => tensor(name, shape, index + 1)),
    { name: 'special:model.yml', type: INT8, shape: [config.length], bytes: config },
  ];
}

/** Marian's binary: version, headers, names, shapes, padding, then the tensors, each padded to 256 bytes. */
export function toyModel(): Buffer {
  const all = tensors();
  const padded = all.map(({ bytes }) =>
    Buffer.concat([bytes, Buffer.alloc((ALIGNMENT - (bytes.length % ALIGNMENT)) % ALIGNMENT)]),
  );
  const numbers = (...values: readonly number[]): Buffer => {
    const bytes = Buffer.alloc(values.length * 8);
    for (const [index, value] of values.entries()) bytes.writeBigUInt64LE(BigInt(value), index * 8);
    return bytes;
  };
  const headers = all.map(({ name, type, shape }, index) =>
    numbers(Buffer.byteLength(name) + 1, type, shape.length, padded[index]?.length ?? 0),
  );
  const names = all.map(({ name }) => Buffer.from(`${name}\0`));
  const shapes = all.map(({ shape }) => {
    const bytes = Buffer.alloc(shape.length * 4);
    for (const [index, size] of shape.entries()) bytes.writeInt32LE(size, index * 4);
    return bytes;
  });
  const head = Buffer.concat([numbers(1, all.length), ...headers, ...names, ...shapes]);
  const offset = (ALIGNMENT - ((head.length + 8) % ALIGNMENT)) % ALIGNMENT;
  return Buffer.concat([head, numbers(offset), Buffer.alloc(offset), ...padded]);
}
