// Builds bot/reporting/explorer/bundle.js: this folder's script and the graph libraries in one file.
// Its first lines name every library that went in, and the digest of what it was built from.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = join(here, "..", "bot", "reporting", "explorer", "bundle.js");

const sources = readdirSync(join(here, "src"))
  .filter((name) => name.endsWith(".js"))
  .sort();
const digest = createHash("sha256");
for (const name of ["package-lock.json", ...sources.map((name) => `src/${name}`)]) {
  digest.update(readFileSync(join(here, name)));
}

const built = await build({
  entryPoints: [join(here, "src", "main.js")],
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  charset: "ascii",
  format: "iife",
  target: ["es2022"],
  legalComments: "none",
});

function licence(name) {
  const folder = join(here, "node_modules", name);
  const file = readdirSync(folder).find((entry) => entry.startsWith("LICENSE"));
  return readFileSync(join(folder, file), "utf8");
}

const packages = new Set();
for (const input of Object.keys(built.metafile.inputs)) {
  const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  if (found) packages.add(found[1]);
}
const named = [...packages].sort().flatMap((name) => {
  const told = JSON.parse(readFileSync(join(here, "node_modules", name, "package.json"), "utf8"));
  const holder = licence(name)
    .match(/^Copyright.*$/im)[0]
    .replace(/\s*https?:\S+/, "");
  return [` * ${told.name} ${told.version} (${told.license})`, ` *   ${holder}`];
});
const permission = licence("graphology")
  .replace(/^Copyright.*$/m, "")
  .trim()
  .split("\n");
const header = ["/*! Shoal's explorer page, built by `make explorer`. It holds:", ...named];
header.push(...permission.map((line) => ` * ${line}`.trimEnd()), ` * source sha256 ${digest.digest("hex")}`, " */");
writeFileSync(out, `${header.join("\n")}\n${built.outputFiles[0].text}`);
console.log(`${out}: ${built.outputFiles[0].contents.length} bytes, ${packages.size} libraries`);
