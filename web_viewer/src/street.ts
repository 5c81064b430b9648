import "./street.css";
import "./elements/ruelle-street.ts";
