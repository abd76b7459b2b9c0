/** A value of JSON, and the way to a place in one. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Field names and indexes, from the outermost in. */
export type JsonPath = readonly (string | number)[];
