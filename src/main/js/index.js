export { EpilogueClient } from "./lib/client.js";
export { EpilogueError, PayloadMismatch } from "./lib/errors.js";
