"""nbgrader_config.py: what makes `nbgrader` and formgrader work in a class's folder."""

CONFIG = "nbgrader_config.py"
_TEXT = '''\
"""nbgrader's settings for this class; dlgrade.toml decides, and what you add at the end counts more."""

import tomllib
from importlib.util import find_spec
from pathlib import Path

_root = Path(__file__).resolve().parent
_class = tomllib.loads((_root / "dlgrade.toml").read_text("utf-8"))
_url, _file = _class.get("gradebook") or "sqlite:///gradebook.db", "sqlite:///"
if _url.startswith("postgresql://") and find_spec("psycopg2"):  # SQLAlchemy 2.1 would want psycopg 3
    _url = _url.replace("postgresql", "postgresql+psycopg2", 1)

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = _class.get("name") or _root.name
c.CourseDirectory.root = str(_root)
c.CourseDirectory.db_url = (
    f"{_file}{(_root / _url.removeprefix(_file)).resolve()}" if _url.startswith(_file) else _url
)
if _class.get("exchange"):
    c.Exchange.root = str((_root / _class["exchange"]).resolve())
'''


def nbgrader_config() -> str:
    """Return nbgrader's settings for a class; they follow its dlgrade.toml, so that no second copy can differ."""
    return _TEXT
