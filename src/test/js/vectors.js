// The repository's vectors: computed, and recorded at real nodes.

import { readFileSync } from "node:fs";

const file = (name) => readFileSync(new URL(`../resources/vectors/${name}`, import.meta.url), "utf8");
const lines = (name) => file(name).split("\n").filter(Boolean).map((line) => JSON.parse(line));

export const v1 = JSON.parse(file("nitronode-v1.json"));
export const v1Recorded = lines("nitronode-v1-recorded.jsonl");
export const v0 = JSON.parse(file("clearnode-v0.json"));
export const v0Recorded = lines("clearnode-v0-recorded.jsonl");
export const v0Vector = (id) => v0.vectors.find((vector) => vector.id === id);
