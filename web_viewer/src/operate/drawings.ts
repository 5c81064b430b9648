import { type SVGTemplateResult, svg } from "lit";

const PATHS = {
  activity: "M3 12h4l3-8 4 16 3-8h4",
  blur: "M4 8V6a2 2 0 0 1 2-2h2M16 4h2a2 2 0 0 1 2 2v2M20 16v2a2 2 0 0 1-2 2h-2M8 20H6a2 2 0 0 1-2-2v-2M6 12c1.500-2.700 3.500-4 6-4s4.500 1.300 6 4c-1.500 2.700-3.500 4-6 4s-4.500-1.300-6-4zM12 11.300a.7.7 0 1 1 0 1.400.7.7 0 0 1 0-1.400z",
  disk: "M5.500 6.500L3 13v4a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2v-4l-2.500-6.500A2 2 0 0 0 16.600 5H7.400a2 2 0 0 0-1.900 1.500zM3 13h18M7 16h.01M10 16h.01",
  eye: "M3 12c2.300-4 5.300-6 9-6s6.700 2 9 6c-2.300 4-5.300 6-9 6s-6.700-2-9-6zM12 9.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5z",
  journal: "M8 4h10a2 2 0 0 1 2 2v2h-4M8 4a2 2 0 0 0-2 2v10M8 4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2M8 20a2 2 0 0 1-2-2v-2H3v2a2 2 0 0 0 2 2zM8 20h8a2 2 0 0 0 2-2V8M12.500 9.500h3M12.500 13h3",
  pause: "M9 6v12M15 6v12",
  play: "M8 5l11 7-11 7z",
  remove: "M5 7h14M10 7V4.500h4V7M7 7l1 12.500h8L17 7M10.500 11v5M13.500 11v5",
  triangle: "M12 4L2.800 20h18.400zM12 10v4.500M12 17.300h.01",
  undo: "M4 9h10a5.500 5.500 0 0 1 0 11H9M8 5L4 9l4 4",
  upload: "M12 15V4M7.500 8L12 3.500 16.500 8M4 14v4a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-4",
  user: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM5 20c.5-3.500 3-5 7-5s6.500 1.500 7 5",
  zone: "M4 8V5.500A1.500 1.500 0 0 1 5.500 4H8M11 4h2M16 4h2.500A1.500 1.500 0 0 1 20 5.500V8M20 11v2M20 16v2.500a1.500 1.500 0 0 1-1.500 1.500H16M13 20h-2M8 20H5.500A1.500 1.500 0 0 1 4 18.500V16M4 13v-2",
} as const;

export type DrawingName = keyof typeof PATHS;

/** A line drawing of the operators' pages, beside a word; screen readers pass it by. */
export function drawing(name: DrawingName, sizePx = 20): SVGTemplateResult {
  return svg`<svg class="icon" viewBox="0 0 24 24" width=${sizePx} height=${sizePx} fill="none" stroke="currentColor"
    stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d=${PATHS[name]}></path></svg>`;
}
