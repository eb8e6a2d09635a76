"""Where facts come from: organizations, sources, and places in them."""
