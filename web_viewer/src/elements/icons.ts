import { type SVGTemplateResult, svg } from "lit";

const PATHS = {
  back: "M12 5v14M6 13l6 6 6-6",
  calendar: "M7 3v4M17 3v4M4 9h16M6 5h12a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z",
  centre: "M12 3v4M12 17v4M3 12h4M17 12h4M12 7a5 5 0 1 1 0 10 5 5 0 0 1 0-10z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  chevron: "M9 6l6 6-6 6",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1zM5 15H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v1",
  down: "M6 9l6 6 6-6",
  east: "M5 12h14M13 6l6 6-6 6",
  flag: "M6 21V4M6 5c3-2 6-2 9 0 1.5 .8 3 .8 4 .3V14c-3 1.5-5 1-7 0-2-1-4-1-6 .3",
  fold: "M6 6l6 6-6 6M13 6l6 6-6 6",
  forward: "M12 19V5M6 11l6-6 6 6",
  keyboard: "M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zM7 10h.01M11 10h.01M15 10h.01M8 14h8",
  language: "M4 6h9M8.5 4v2M11 6c-.8 3.5-3 6.5-6.5 8M6 9c1 2 3 4 5.5 5M12 20l4.5-10L21 20M13.5 17h6",
  map: "M9 4L3 6.500v13L9 17l6 3 6-2.500v-13L15 7 9 4zM9 4v13M15 7v13",
  minus: "M6 12h12",
  nowhere: "M4 4l16 16M9 5.300A6.5 6.5 0 0 1 18.5 11c0 1.3-.5 2.7-1.2 4M15 18.300L12 21s-6.5-5.5-6.5-10c0-.8.1-1.5.3-2.2",
  plus: "M12 6v12M6 12h12",
  retry: "M4 12a8 8 0 1 0 2.5-5.800M4 4v4.500h4.5",
  rows: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  screen: "M4 9V6a2 2 0 0 1 2-2h3M15 4h3a2 2 0 0 1 2 2v3M20 15v3a2 2 0 0 1-2 2h-3M9 20H6a2 2 0 0 1-2-2v-3",
  search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.500L20 20",
  share: "M17 3a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM6 9.500a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM17 16a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM8.2 10.800l6.6-4M8.2 13.200l6.6 4",
  shield: "M12 3l7 3v5c0 4.5-3 8-7 10-4-2-7-5.5-7-10V6zM9 12l2.2 2.200L15.5 10",
  west: "M19 12H5M11 6l-6 6 6 6",
  warning: "M12 8v5M12 16.500h.01M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z",
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing that goes with a word; screen readers pass it by. */
export function icon(name: IconName, sizePx = 20): SVGTemplateResult {
  return svg`<svg class="icon" viewBox="0 0 24 24" width=${sizePx} height=${sizePx} fill="none" stroke="currentColor"
    stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d=${PATHS[name]}></path></svg>`;
}
