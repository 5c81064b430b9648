export { Report } from "./report.ts";
import "./ruelle-region.ts";
import "./ruelle-report.ts";
