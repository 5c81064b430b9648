import type { Plugin } from "vite";

const SHEET = /\bcss`([^`$]*)`/g;
const PRELOAD_HELPER = /^\0vite\/preload-helper/;

/** Leaves out of a build what says nothing: the white space of sheets in scripts, and the loader of sheets that no script has. */
export function lean(): Plugin {
  return {
    name: "ruelle-lean",
    apply: "build",
    transform: {
      order: "pre",
      filter: { id: /\/src\/.*\.ts$/ },
      handler: (code) => ({ code: code.replace(SHEET, (_, sheet: string) => `css\`${shortSheet(sheet)}\``), map: null }),
    },
    load: { order: "pre", filter: { id: PRELOAD_HELPER }, handler: () => "export const __vitePreload = (load) => load();" },
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk" || !chunk.isDynamicEntry || !chunk.viteMetadata?.importedCss.size) continue;
        this.error(`${chunk.fileName} brings a sheet that nobody would load: import it with ?inline`);
      }
    },
  };
}

/** The same sheet without the white space that only people need. */
const shortSheet = (sheet: string): string =>
  sheet
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,>]) ?/g, "$1")
    .replace(/: /g, ":")
    .replace(/;}/g, "}");
