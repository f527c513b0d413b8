"""The untrusted side: answers calls to a student's module; NumPy, the standard library and the protocol, nothing else."""
