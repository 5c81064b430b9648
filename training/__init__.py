"""How the project's own plate and face detector is made; never installed, never needed at run time."""
