/** A value that is not what Ethereum's protocols take or give. The message completes "it …": `is no quantity`, and holds nothing of the value. */
export class EthError extends Error {}
