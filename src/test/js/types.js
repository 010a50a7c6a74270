// The types of the service's answers, from the document that it serves about itself.
//
//   node types.js http://localhost:8080     writes them anew

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

export const FILE = new URL("../../main/js/api.d.ts", import.meta.url);
const HEAD = "// Made from the service's own description (openapi.yaml) by openapi-typescript, and compared with it by a test. Not written by hand.\n\n";

export const typesOf = async (service) => HEAD + astToString(await openapiTS(new URL("/openapi.yaml", service), { silent: true }));

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(FILE, await typesOf(process.argv[2]));
