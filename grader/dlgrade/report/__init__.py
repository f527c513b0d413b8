"""Show results to people: `terminal` one at a time, `tables` many things at once."""
