import "./street.css";
import "./operate.css";
import "./operate/ruelle-operate.ts";
