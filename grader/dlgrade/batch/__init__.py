"""Grade a class: many submissions, many processes, on this machine or on a cluster."""
