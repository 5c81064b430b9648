"""The town as pictures on planes, cut to shape and placed in the plan frame."""
