/** An input that a function of key time does not take. The message completes "it cannot be made: …" and holds no private value. */
export class KeyError extends Error {}
