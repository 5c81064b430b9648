"""From camera cards and tracks to draft drives: this wing describes, it never decodes a pixel."""
