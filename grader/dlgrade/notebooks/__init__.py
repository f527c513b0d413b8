"""Courses that live in Jupyter: notebooks of exercises, nbgrader's course folder, checks in a live notebook."""
