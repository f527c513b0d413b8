"""nbgrader's gradebook; the only room that imports nbgrader."""
