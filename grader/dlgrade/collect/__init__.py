"""Bring submissions into the class's folder: from the exchange, from archives, from what an LMS lets download."""
