// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// node validate_webvtt.mjs FOLDER_WITH_NODE_MODULES FILE.vtt...
// Judges WebVTT files with the W3C's parser and validator (npm webvtt-parser) and looks for identifiers used twice, which
// that one lets pass. Prints one line a fault, then one JSON line a file with its cues; exit code 1 if there was a fault.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [folder, ...files] = process.argv.slice(2);
const { WebVTTParser } = createRequire(resolve(folder, 'here.js'))('webvtt-parser');
let faults = 0;
for (const file of files) {
  const { cues, errors } = new WebVTTParser().parse(readFileSync(file, 'utf8'), 'metadata');
  const text = new WebVTTParser().parse(readFileSync(file, 'utf8'), 'subtitles/captions/descriptions');
  for (const { line, col, message } of [...errors, ...text.errors]) {
    console.log(`${file}:${line}:${col ?? 0}: ${message}`);
    ++faults;
  }
  const seen = new Set();
  for (const { id } of cues) {
    if (id !== '' && seen.has(id)) {
      console.log(`${file}: the identifier ${id} is used twice`);
      ++faults;
    }
    seen.add(id);
  }
  console.log(JSON.stringify(cues.map(({ id, startTime, endTime, text: payload }) => ({ id, startTime, endTime, payload }))));
}
process.exit(faults > 0 ? 1 : 0);
