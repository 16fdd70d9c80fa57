// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
//
// node validate_schema.mjs NODE_MODULES SCHEMA DOCUMENTS
// Judges each document of the JSON array in the file DOCUMENTS by the JSON Schema 2020-12 in SCHEMA, with the validator
// ajv from the folder NODE_MODULES. Prints a JSON array: null for a valid document, else what is wrong with it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [modules, schemaFile, documentsFile] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "index.js"));
const Ajv = require("ajv/dist/2020").default;
const read = (file) => JSON.parse(readFileSync(file, "utf8"));

const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false });
const validate = ajv.compile(read(schemaFile));
const judge = (document) => (validate(document) ? null : ajv.errorsText(validate.errors));
console.log(JSON.stringify(read(documentsFile).map(judge)));
