export { pictureNear } from "../api/nearby.ts";
import "./ruelle-ground.ts";
import "./ruelle-outcome.ts";
import "./ruelle-panel.ts";
import "./ruelle-search.ts";
import "./ruelle-sides.ts";
import "./ruelle-tools.ts";
