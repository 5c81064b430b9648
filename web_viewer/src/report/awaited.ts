const PAUSES_MS = [700, 700, 900, 1200, 2000, 3000, 5000, 8000, 12_000] as const;

/** Asks a few times, more and more gently, until something has changed; says whether it had. */
export async function awaited(hasChanged: () => Promise<boolean>): Promise<boolean> {
  for (const pauseMs of PAUSES_MS) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (await hasChanged().catch(() => false)) return true;
  }
  return false;
}
