/** The parts of the operators' page, each with an address of its own. */
export const VIEWS = ["jobs", "review", "requests", "upload", "storage", "journal"] as const;
export type View = (typeof VIEWS)[number];

/** Where one is: a part of the page, or one picture under review. */
export interface Where {
  readonly view: View;
  readonly itemId: string | null;
}

const ROOT = "/operate";

/** Where an address leads; the jobs for one that is not known. */
export function whereIs(pathname: string): Where {
  const [, first, second] = /^\/operate\/([^/]+)(?:\/([^/]+))?/.exec(pathname) ?? [];
  const view = VIEWS.find((one) => one === first) ?? "jobs";
  return { view, itemId: view === "review" && second ? decodeURIComponent(second) : null };
}

/** The address of a part, or of a picture under review. */
export function addressOf(view: View, itemId: string | null = null): string {
  const path = view === "jobs" ? ROOT : `${ROOT}/${view}`;
  return itemId ? `${path}/${encodeURIComponent(itemId)}` : path;
}
