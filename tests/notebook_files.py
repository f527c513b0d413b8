"""Notebooks as tests write them: cells of code, and what hostile ones look like."""

import json
from pathlib import Path
from typing import Any


def code(source: str, **metadata: Any) -> dict[str, Any]:
    """Return a cell of code."""
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def solved(name: str, source: str) -> dict[str, Any]:
    """Return a solution cell of nbgrader's."""
    return code(source, nbgrader={"grade_id": name, "grade": False, "solution": True, "locked": False})


def graded(name: str, source: str = "", points: float = 1) -> dict[str, Any]:
    """Return a test cell of nbgrader's, whoever wrote it."""
    mark = {"grade": True, "grade_id": name, "locked": True, "points": points, "schema_version": 3, "solution": False}
    return code(source, nbgrader=mark | {"task": False})


def notebook(*cells: str | dict[str, Any], **metadata: Any) -> bytes:
    """Return a notebook; a text is a cell of code."""
    made = [code(cell) if isinstance(cell, str) else cell for cell in cells]
    return json.dumps({"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()


def write(path: Path, *cells: str | dict[str, Any], **metadata: Any) -> Path:
    """Write a notebook and return where it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(notebook(*cells, **metadata))
    return path
