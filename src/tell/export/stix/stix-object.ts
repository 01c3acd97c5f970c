/** A STIX object as it is written: what all have, and the rest by name. */

export interface StixObject {
  readonly type: string;
  readonly spec_version: '2.1';
  readonly id: string;
  readonly [property: string]: unknown;
}

/** What every domain and relationship object of one export shares. */
export interface Frame {
  readonly created: string;
  readonly modified: string;
  readonly created_by_ref: string;
}
