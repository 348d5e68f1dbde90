// What a picture does in a browser: every interaction is done as a reader would, and what it shows is asserted.
//
//   node run.js PPROF_SVG PROFILE [FOLDER]     FOLDER keeps a screenshot of each kind of picture
//
// Chromium is the one of the system. Exit status 0: all holds; 1: something does not; 2: nothing could be tested.

import { finish } from "./harness.js";

for (const topic of ["move", "light", "search", "keyboard", "touch", "start", "still", "settings", "source"]) await import(`./${topic}.js`);
await finish();
