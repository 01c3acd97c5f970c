/** Weights of the judge of library names. Written by `bench/train-names.ts`; not edited by hand. */
import type { NameWeights } from './name-model.ts';

export const NAME_WEIGHTS: NameWeights = {
  own: [
    -1.6173, // bias
    -1.3107, // lower
    0.2637, // capital
    -0.0953, // upper
    1.1421, // mixed
    -0.2353, // digit
    0.4029, // several-words
    0.0, // han
    0.3484, // exact-spelling
    -0.34, // library-lower
    -0.669, // common
    -0.4162, // lower-common
    0.0411, // capital-common
    -0.1425, // upper-common
    -0.1869, // known-word
    0.2853, // lower-known
    0.362, // unknown-upper
    -0.1999, // proper-word
    -1.8949, // technical
    -0.4807, // lower-technical
    -0.2609, // length-2
    -1.1512, // length-3
    -0.6564, // length-4
    -0.2743, // long
    0.8019, // sentence-start
    -0.474, // sentence-start-common
    -0.1357, // capitals-around
    -0.0949, // document-lower
    1.2558, // document-count
    -0.0622, // document-once
    0.3457, // kind-after
    0.1381, // kind-after-common
    0.4707, // naming-before
    -0.0864, // kind-before
    0.3918, // use-before
    0.7781, // in-list
    -1.9156, // glued
    -0.2152, // file-name
    0.3224, // quoted
    0.1946, // bracketed
    0.9075, // claims
    0.2612, // group
    -0.1772, // malware
    0.7211, // tool
    0.1761, // attack-claim
    1.4285, // number-name
    0.3476, // document-names
    0.0642, // same-entity
    -0.1975, // number-after
    -0.2437, // possessive
    -0.0044, // determiner-lower
    -0.4679, // any-capital-group
    -0.7774, // joint-differs
  ],
  document: [-0.3304, 1.059, -0.4299, 0.3101],
};
