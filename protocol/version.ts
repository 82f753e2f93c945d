/** Shape of the wire messages. A test hashes the schemas, so no change of shape goes without a new number. */
export const PROTOCOL_VERSION = 2

/** Shape of the records inside the feed. The server serves this one and the one before. */
export const SCHEMA_VERSION = 2
