/** Weights of the judge of library names. Written by `bench/training/train-names.ts`; not edited by hand. */
import type { NameWeights } from './name-model.ts';

export const NAME_WEIGHTS: NameWeights = {
  own: [
    -0.4784, // bias
    -1.2633, // lower
    0.2775, // capital
    -0.1123, // upper
    1.0981, // mixed
    -0.3535, // digit
    0.574, // several-words
    0.2945, // exact-spelling
    -0.588, // library-lower
    -0.8678, // common
    -0.3878, // lower-common
    -0.0627, // capital-common
    -0.1788, // upper-common
    -0.1822, // known-word
    0.2943, // lower-known
    0.4091, // unknown-upper
    -0.109, // proper-word
    -1.9667, // technical
    -0.3944, // lower-technical
    -0.1701, // length-2
    -1.265, // length-3
    -0.6652, // length-4
    -0.113, // long
    0.7881, // sentence-start
    -0.4015, // sentence-start-common
    -0.1431, // capitals-around
    -0.3734, // document-lower
    0.6699, // document-count
    0.1915, // document-once
    0.4657, // kind-after
    0.0991, // kind-after-common
    0.4908, // naming-before
    -0.0298, // kind-before
    0.3698, // use-before
    0.6707, // in-list
    -1.8607, // glued
    -0.1951, // file-name
    0.1721, // quoted
    0.0739, // bracketed
    0.535, // group
    0.0268, // malware
    1.0008, // tool
    1.5955, // number-name
    -0.1698, // document-names
    0.1599, // same-entity
    -0.2378, // number-after
    -0.1013, // possessive
    -0.0124, // determiner-lower
    -0.4896, // any-capital-group
    -0.5708, // joint-differs
  ],
  document: [-0.0185, 1.0613, -0.6296, 0.5738],
};
