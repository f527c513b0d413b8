"""The untrusted side: answers calls to a student's module, with NumPy, the standard library and the protocol."""
