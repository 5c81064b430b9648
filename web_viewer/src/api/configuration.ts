import type { Language } from "../i18n/language.ts";
import { getJson } from "./client.ts";
import { fields, text } from "./json.ts";

/** What a town says of itself. */
export interface Configuration {
  readonly town: string;
  readonly accent: string | null;
  readonly contact: string | null;
  readonly language: Language;
  /** An SPDX identifier. */
  readonly licence: string | null;
  readonly hasBaseMap: boolean;
}

/** Reads the town's settings; every one but the name may be missing. */
export function parseConfiguration(value: unknown): Configuration {
  const settings = fields(value);
  return {
    town: text(settings.town) ?? "Ruelle",
    accent: text(settings.accent),
    contact: text(settings.contact),
    language: settings.language === "en" ? "en" : "fr",
    hasBaseMap: text(fields(settings.basemap).kind) !== null,
    licence: text(fields(settings.license).id),
  };
}

/** Asks the server for the town's settings. Throws ApiError. */
export async function configuration(signal?: AbortSignal): Promise<Configuration> {
  return parseConfiguration(await getJson("/api/configuration", signal));
}
