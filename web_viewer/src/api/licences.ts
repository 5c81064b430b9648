/** A licence as people know it, and where it can be read. */
export interface Licence {
  readonly name: string;
  readonly url: string | null;
}

const KNOWN: Readonly<Record<string, Licence>> = {
  "etalab-2.0": {
    name: "Licence Ouverte 2.0",
    url: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
  },
  "CC-BY-SA-4.0": { name: "CC BY-SA 4.0", url: "https://creativecommons.org/licenses/by-sa/4.0/deed.fr" },
  "CC-BY-4.0": { name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/deed.fr" },
};

/** The licence behind an SPDX identifier; the identifier itself if it is not one that towns use. */
export const licenceOf = (identifier: string): Licence => KNOWN[identifier] ?? { name: identifier, url: null };
