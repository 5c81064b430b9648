import "./ruelle-notice.ts";
import "./ruelle-panel.ts";
import "./ruelle-search.ts";
import "./ruelle-sides.ts";
import "./ruelle-tools.ts";
