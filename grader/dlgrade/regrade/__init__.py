"""Grade again after a check was mended, show who changes and why, and sign it."""
