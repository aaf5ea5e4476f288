"""The guides' pictures as descriptions (`*.yml`), and what draws them."""
