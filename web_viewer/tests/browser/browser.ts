import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import sparticuz from "@sparticuz/chromium";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { openTown, type Town } from "../town/town.ts";

const SYSTEM_BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = [
  "--no-sandbox",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
];

export const DESKTOP = { viewport: { width: 1440, height: 900 }, locale: "fr-FR" } as const;
/** Small enough for a machine without a graphics card, wide enough for the desktop's layout. */
export const COMPACT = { viewport: { width: 1120, height: 600 }, locale: "fr-FR" } as const;
export const PHONE = { viewport: { width: 390, height: 844 }, locale: "fr-FR", hasTouch: true, deviceScaleFactor: 2 } as const;

/** The browser named by RUELLE_BROWSER, else the machine's, else the one that comes from npm. */
export async function openBrowser(): Promise<Browser> {
  const system = process.env.RUELLE_BROWSER ?? SYSTEM_BROWSERS.find((path) => existsSync(path));
  if (system) return chromium.launch({ executablePath: system, args: FLAGS });
  const executablePath = await sparticuz.executablePath();
  const fonts = join(dirname(executablePath), "fonts");
  return chromium.launch({
    executablePath,
    args: [...FLAGS, "--headless=shell"],
    env: { ...process.env, FONTCONFIG_PATH: fonts },
  });
}

/** The server under test: the one named by RUELLE_URL, else a town of our own. */
export async function openServer(): Promise<Town> {
  const url = process.env.RUELLE_URL;
  return url ? { url: url.replace(/\/$/, ""), close: () => undefined } : openTown();
}

/** A page in a context of its own, with a record of every request. */
export async function openPage(browser: Browser, options: BrowserContextOptions = COMPACT): Promise<{ page: Page; asked: string[] }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  return { page, asked };
}

/** Takes WebGL from a page before it opens: panoramas are then laid flat, which is also far quicker without a graphics card. */
export async function withoutWebGl(page: Page): Promise<void> {
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null as never;
  });
}

/** Waits until the picture is sharp. */
export async function sharp(page: Page): Promise<void> {
  await page.locator("ruelle-picture .stage:not(.blurred):not([hidden])").waitFor({ timeout: 45_000 });
}

/** Keeps a picture of the page where RUELLE_SCREENSHOTS says, if it says so. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.RUELLE_SCREENSHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** By how much the page is wider than its window, in pixels. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Bring every colour to the end of its change: halfway it is no fault. */
function finishTransitions(): void {
  const finishIn = (root: Document | ShadowRoot): void => {
    for (const animation of root.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) finishIn(element.shadowRoot);
  };
  finishIn(document);
}

/** The faults that hinder people with assistive techniques. */
export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(finishTransitions);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 120)} ${any[0]?.message ?? ""}`).join(" | ")}`);
}
