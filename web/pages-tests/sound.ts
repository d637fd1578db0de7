import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { expect, type Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The rules of axe that a change of nothing but colours can break. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

type Axe = { axe?: { run: (context: Document, options: RunOptions) => Promise<AxeResults> } };

/**
 * What axe finds wrong with the page. It runs in the page itself: nothing of ours is in a frame, and the round by a second page
 * that @axe-core/playwright makes for frames takes four times as long.
 */
async function violations(page: Page, runOnly: RunOptions["runOnly"]): Promise<{ id: string; nodes: string[] }[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async (only) => {
    const { axe } = window as Axe;
    if (!axe) throw new Error("axe is not there: the page went away meanwhile");
    if (document.querySelector("iframe")) throw new Error("axe does not look into frames here");
    // Of text on a gradient axe says nothing at all: it is held against the colour below.
    document.body.style.backgroundImage = "none";
    // The style sheets are not fetched once more: only rules that are not asked for here read them.
    const found = await axe.run(document, { runOnly: only, resultTypes: ["violations"], selectors: false, preload: false });
    return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }));
  }, runOnly);
}

/** WCAG 2.2 AA by axe, and no scrolling sideways. */
export async function expectAccessible(page: Page): Promise<void> {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(sideways, "pixels of scrolling sideways").toBe(0);
  expect(await violations(page, { type: "tag", values: WCAG_2_2_AA })).toEqual([]);
}

/** The same page in the light theme: the theme changes colours and nothing else, so that is what is held here. */
export async function expectAccessibleInLight(page: Page): Promise<void> {
  const changing = await page.evaluate(() => {
    // What comes in the end is looked at. On the way there, each frame would draw the whole page, once for every level that inherits.
    const atOnce = new CSSStyleSheet();
    atOnce.replaceSync("*, ::before, ::after { transition: none !important }");
    document.adoptedStyleSheets.push(atOnce);
    document.documentElement.dataset.theme = "light";
    return document.getAnimations().filter((animation) => animation instanceof CSSTransition).length;
  });
  expect(changing, "transitions on the way to the light theme").toBe(0);
  expect(await violations(page, { type: "rule", values: OF_COLOURS })).toEqual([]);
}
