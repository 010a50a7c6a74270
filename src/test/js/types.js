// The types of the service's answers, from the document that it serves about itself: the files of it, put together as it does.
//
//   node types.js     writes them anew, after a change of the contract

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import yaml from "js-yaml";
import openapiTS, { astToString } from "openapi-typescript";

export const FILE = new URL("../../main/js/api.d.ts", import.meta.url);
const ROOMS = new URL("../../main/resources/openapi/", import.meta.url);
const SHARED = "openapi.yaml";
const HEAD = "// Made from the service's own description (openapi.yaml) by openapi-typescript, and compared with it by a test. Not written by hand.\n\n";

function merged(into, from) {
  for (const [name, value] of Object.entries(from)) {
    if (into[name] === undefined) into[name] = value;
    else merged(into[name], value);
  }
  return into;
}

export function contract() {
  const rooms = readdirSync(ROOMS).filter((name) => name.endsWith(".yaml") && name !== SHARED).sort();
  return [SHARED, ...rooms].map((name) => yaml.load(readFileSync(new URL(name, ROOMS), "utf8"), { schema: yaml.CORE_SCHEMA })).reduce(merged, {});
}

/** @param document an object, or its address */
export const typesOf = async (document) => HEAD + astToString(await openapiTS(document, { silent: true }));

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(FILE, await typesOf(contract()));
