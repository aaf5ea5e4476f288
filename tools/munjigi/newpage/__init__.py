"""New pages: where they stand, what is in them, and their place in the nav."""
