"""What a shell completes where one stands, and how `dlgrade completion` puts it there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete, CompletionItem
from commands import assert_sentence, run

from dlgrade.cli import main
from dlgrade.cli.exports import _FORMATS
from dlgrade.exports import journey

SLUGS = ["01_sums", "02_products", "12_sums_again"]
BASH = shutil.which("bash")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of three exercises: text that looks like one is enough."""
    root = tmp_path / "course"
    for slug in SLUGS:
        folder = root / "solutions" / slug
        folder.mkdir(parents=True)
        (folder / f"{slug[3:]}.py").write_text(
            f"def add_{slug[:2]}(x):\n    def inner(): ...\n\nclass Layer{slug[:2]}:\n    ...\n\ndef _own(): ...\n"
        )
        (folder / f"check_{slug[3:]}.py").write_text("def test_one(student):\n    ...\n\ndef helper(): ...\n")
    (root / "solutions" / "course.toml").write_text("")
    (root / "solutions" / "__pycache__").mkdir()
    return root


@pytest.fixture
def desk(tmp_path: Path, course: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's folder, in which one stands."""
    root = tmp_path / "desk"
    (root / "01_sums").mkdir(parents=True)
    (root / "dlgrade.toml").write_text(f'# where\ncourse = "{course}"\n')
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def classroom(tmp_path: Path, course: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A class's folder, in which one stands."""
    root = tmp_path / "class"
    (root / "submitted" / "eve").mkdir(parents=True)
    (root / "dlgrade.toml").write_text('course = "../course"\nkey = "class.key"\n')
    (root / "roster.csv").write_text('\ufeffid,first_name\nada,Ada\n"alan",Alan\n')
    graded = root / "graded" / "ada" / "02_products"
    graded.mkdir(parents=True)
    (graded / "2026.json").write_text('{"checks": [{"id": "test_one[2-3]"}, {"id": "test_two"}, {"id": "test_two"}]}')
    monkeypatch.chdir(root)
    return root


def items(line: str) -> list[CompletionItem[str]]:
    """Return what is offered for the last word of a line; a blank at its end begins a new one."""
    words = line.split(" ")
    assert words[0] == "dlgrade"
    return BashComplete(main, {}, "dlgrade", "_DLGRADE_COMPLETE").get_completions(words[1:-1], words[-1])


def offered(line: str) -> list[str]:
    """Return the values that are offered."""
    return [each.value for each in items(line)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("dlgrade che", ["check"]),
        ("dlgrade check ", SLUGS),
        ("dlgrade check 02", ["02_products"]),
        ("dlgrade check 2", ["02_products"]),
        ("dlgrade check 1", ["01_sums", "12_sums_again"]),
        ("dlgrade check sums", ["01_sums", "12_sums_again"]),
        ("dlgrade check prod", ["02_products"]),
        ("dlgrade check nothing", []),
        ("dlgrade check 2 --task ", ["add_02", "Layer02"]),
        ("dlgrade check products --task add", ["add_02"]),
        ("dlgrade check --task add", ["add_01", "add_02", "add_12"]),
        ("dlgrade check nothing --task ", []),
        ("dlgrade check --device ", ["auto", "cpu", "cuda"]),
        ("dlgrade submit pro", ["02_products"]),
        ("dlgrade grade a", ["all"]),
        ("dlgrade report prod", ["02_products"]),
        ("dlgrade export can", ["canvas"]),
        ("dlgrade export canvas prod", ["02_products"]),
        ("dlgrade bundle gradescope prod", ["02_products"]),
        ("dlgrade train --data ", ["digits", "mnist"]),
        ("dlgrade help ke", ["key"]),
        ("dlgrade help key ", ["new"]),
        ("dlgrade nothing x", []),
        ("dlgrade completion z", ["zsh"]),
        ("dlgrade hint add_02", ["add_02"]),
        ("dlgrade hint prod", ["02_products"]),
        ("dlgrade hint 2 a", ["add_02"]),
        ("dlgrade hint --exercise prod", ["02_products"]),
        ("dlgrade kit 1 prod", ["02_products"]),
    ],
)
def test_values_complete(desk: Path, line: str, found: list[str]) -> None:
    """Commands, exercises by each of their names, tasks of the exercise named or of all, choices, other words."""
    assert offered(line) == found


def test_the_exercise_one_stands_in_has_the_tasks(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `dlgrade check --task` judges them there."""
    monkeypatch.chdir(desk / "01_sums")
    assert offered("dlgrade check --task ") == ["add_01", "Layer01"]


def test_a_course_that_is_named_is_the_one(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--course counts before the folder."""
    monkeypatch.chdir(tmp_path)
    assert offered(f"dlgrade check --course {course} ") == SLUGS
    assert offered(f"dlgrade check --course {course} --task add_1") == ["add_12"]


def test_a_desk_without_its_course_offers_its_own_folders(desk: Path, course: Path) -> None:
    """The course may be something that is no folder, or be gone."""
    shutil.rmtree(course)
    (desk / "01_sums" / "sums.py").write_text("def mine(x): ...\n")
    assert offered("dlgrade check ") == ["01_sums"]
    assert offered("dlgrade check 1 --task ") == ["mine"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("dlgrade replay a", ["ada", "alan"]),
        ("dlgrade replay ", ["ada", "alan", "eve"]),
        ("dlgrade replay ada prod", ["02_products"]),
        ("dlgrade replay ada 2 test", ["test_one[2-3]", "test_two"]),
        ("dlgrade replay alan 2 test", ["test_one"]),
        ("dlgrade replay ../ada 2 test", ["test_one"]),
        ("dlgrade grade prod", ["02_products"]),
    ],
)
def test_a_class_completes_students_and_checks(classroom: Path, line: str, found: list[str]) -> None:
    """The roster and whoever handed in; the checks of a result, or else of the course."""
    assert offered(line) == found


def test_a_class_that_is_named_is_the_one(classroom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--class counts before the folder."""
    monkeypatch.chdir(tmp_path)
    assert offered(f"dlgrade replay --class {classroom} al") == ["alan"]
    assert offered("dlgrade replay al") == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("dlgrade check --course x", "file"),
        ("dlgrade check --submission x", "file"),
        ("dlgrade init x", "dir"),
        ("dlgrade collect x", "file"),
        ("dlgrade train --data x", "dir"),
        ("dlgrade submit 2 --to x", "file"),
        ("dlgrade roster x", "file"),
        ("dlgrade grade --class x", "dir"),
    ],
)
def test_paths_are_left_to_the_shell(desk: Path, line: str, kind: str) -> None:
    """Folders where a folder belongs, anything else where a file does."""
    assert [each.type for each in items(line)] == [kind]


def test_names_that_a_shell_would_take_apart_are_not_offered(classroom: Path) -> None:
    """Blanks, quotes, wild cards, control characters: they would be another command."""
    (classroom / "roster.csv").write_text('id\n$(touch x)\n"a b"\n*\nok@uni\n"e\x1bf"\n;x\n`x`\n')
    assert offered("dlgrade replay ") == ["eve", "ok@uni"]


def spoil_mark(root: Path, course: Path) -> None:
    """Write what is no TOML, and no text."""
    (root / "dlgrade.toml").write_bytes(b'course = "\\q"\n\xff\x00')


def spoil_folders(root: Path, course: Path) -> None:
    """Put a file and an endless link where folders belong."""
    shutil.rmtree(course / "solutions")
    (course / "solutions").write_text("")
    (course / "exercises").symlink_to(course / "exercises")


def spoil_modules(root: Path, course: Path) -> None:
    """Put a pipe, which whoever reads it waits at, where a module belongs."""
    (course / "solutions" / "02_products" / "products.py").unlink()
    os.mkfifo(course / "solutions" / "02_products" / "products.py")


def spoil_roster(root: Path, course: Path) -> None:
    """Put a folder where the roster belongs."""
    (root / "roster.csv").unlink()
    (root / "roster.csv").mkdir()


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (spoil_mark, "dlgrade check "),
        (spoil_folders, "dlgrade check "),
        (spoil_folders, "dlgrade check 2 --task "),
        (spoil_folders, "dlgrade replay alan 2 "),
        (spoil_modules, "dlgrade check 2 --task "),
        (spoil_roster, "dlgrade replay "),
    ],
)
def test_what_cannot_be_read_offers_nothing(
    classroom: Path, course: Path, spoil: object, line: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nothing is raised, nothing is printed, nobody waits; whole, it would have offered something."""
    assert offered(line) != []
    spoil(classroom, course)  # type: ignore[operator]
    assert offered(line) == []
    assert capfd.readouterr() == ("", "")


def test_the_formats_that_complete_are_those_that_there_are() -> None:
    """They are named in the command, since reading the exports takes long."""
    assert list(_FORMATS) == list(journey._EXPORTS)


def test_completing_loads_no_library_but_click(desk: Path) -> None:
    """A shell waits for it at every press of a key."""
    code = (
        "import sys\n"
        "from dlgrade.cli import main\n"
        "from click.shell_completion import BashComplete\n"
        "found = BashComplete(main, {}, 'dlgrade', '_X').get_completions(['check', '2', '--task'], '')\n"
        "assert [each.value for each in found] == ['add_02', 'Layer02'], found\n"
        "assert not {'numpy', 'msgspec', 'rich', 'pytest', 'torch', 'tomllib'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=desk)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of a user of bash, on Linux."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "ZDOTDIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SHELL", "/usr/bin/bash")
    monkeypatch.setattr(sys, "platform", "linux")
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


STARTUP = {"bash": ".bashrc", "zsh": ".zshrc"}


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_installing_adds_marked_lines_once(home: Path, shell: str) -> None:
    """What was in the file stays, its mode too; a second time nothing changes, and a damaged line is mended."""
    startup = home / STARTUP[shell]
    startup.write_text("export MINE=1")
    startup.chmod(0o640)
    result = run("completion", shell, "--install")
    assert result.exit_code == 0
    script = home / ".local" / "share" / "dlgrade" / f"completion.{shell}"
    assert f"wrote {script}\nwrote {startup}\nnext: open a new terminal, or run: source {startup}\n" == result.stdout
    assert script.read_text() == run("completion", shell).stdout
    text = startup.read_text()
    assert text.startswith("export MINE=1\n\n# >>> dlgrade completion >>>\n")
    assert text.endswith(f"'{script}'\n# <<< dlgrade completion <<<\n")
    assert startup.stat().st_mode & 0o777 == 0o640
    again = run("completion", shell, "--install")
    assert again.stdout.startswith(f"all is there already: {script}\n")
    assert startup.read_text() == text
    startup.write_text(text.replace(str(script), "elsewhere") + "export MORE=1\n")
    assert run("completion", shell, "--install").exit_code == 0
    assert startup.read_text() == text + "export MORE=1\n"
    assert not list(home.rglob("*partial*"))


def test_fish_needs_no_lines(home: Path) -> None:
    """Its folder of completions is read by itself."""
    result = run("completion", "fish", "--install")
    script = home / ".config" / "fish" / "completions" / "dlgrade.fish"
    assert result.stdout == f"wrote {script}\nnext: it is there in every new fish\n"
    assert [each for each in home.iterdir() if each.is_file()] == []


def test_a_link_to_a_startup_file_stays_a_link(home: Path) -> None:
    """As those have who keep such files in a repository."""
    (home / "dots").mkdir()
    (home / "dots" / "bashrc").write_text("")
    (home / ".bashrc").symlink_to(home / "dots" / "bashrc")
    assert run("completion", "--install").exit_code == 0
    assert (home / ".bashrc").is_symlink()
    assert "dlgrade completion" in (home / "dots" / "bashrc").read_text()


def test_without_arguments_it_says_what_there_is_to_do(home: Path) -> None:
    """For the shell that SHELL names; nothing is written."""
    result = run("completion")
    assert result.exit_code == 0
    assert result.stdout.startswith("your shell is bash\nnext: dlgrade completion --install   writes ")
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("variables", "arguments", "said"),
    [
        ({"SHELL": ""}, (), "SHELL is not set, so your shell is unknown: name it, bash, zsh or fish"),
        ({"SHELL": "/bin/tcsh"}, ("--install",), "your shell is 'tcsh', which dlgrade cannot complete in: use bash,"),
        ({}, ("powershell", "--install"), "dlgrade installs nothing for powershell: `dlgrade completion powershell`"),
        ({}, ("csh",), "'csh' is not one of 'bash', 'zsh', 'fish', 'powershell'"),
        ({"XDG_DATA_HOME": "/dev/null"}, ("--install",), "/dev/null/dlgrade/completion.bash: cannot be written: Not a"),
    ],
)
def test_where_it_cannot_it_says_so(
    home: Path, variables: dict[str, str], arguments: tuple[str, ...], said: str
) -> None:
    """One sentence, exit code 2, and nothing is written."""
    result = run("completion", *arguments, **variables)
    assert_sentence(result, 2, said)
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# >>> dlgrade completion >>>\nsource x\n", "damaged: remove them"),
        ("# <<< dlgrade completion <<<\n# >>> dlgrade completion >>>\n", "damaged: remove them"),
        (None, ".bashrc: cannot be read: Is a directory; nothing was installed"),
    ],
)
def test_a_startup_file_that_is_not_as_it_was_left_is_not_touched(home: Path, text: str | None, said: str) -> None:
    """Marks without their partner, or a folder of that name: nothing at all is installed."""
    path = home / ".bashrc"
    path.mkdir() if text is None else path.write_text(text)
    assert_sentence(run("completion", "--install"), 2, said)
    assert text is None or path.read_text() == text
    assert [each.name for each in home.iterdir()] == [".bashrc"]


def shell(command: list[str], home: Path) -> str:
    """Run a shell that has the command on its path; return what it prints."""
    variables = {**os.environ, "HOME": str(home), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=variables, timeout=120).stdout


@pytest.mark.skipif(BASH is None or os.name != "posix", reason="it is bash that is asked")
def test_bash_completes_with_what_was_installed(home: Path, desk: Path) -> None:
    """A real bash, which reads its start-up file, calls the function, and is told the exercise."""
    assert run("completion", "bash", "--install").exit_code == 0
    assert shutil.which("dlgrade", path=str(Path(sys.executable).parent)), "the command is not installed"
    for line, found in (("check prod", "02_products"), ("check 2 --task add", "add_02"), ("rep", "replay\nreport")):
        count = len(line.split())
        code = f". ~/.bashrc; COMP_WORDS=(dlgrade {line}); COMP_CWORD={count}; _dlgrade_completion dlgrade; "
        assert shell([BASH or "", "-c", code + 'printf "%s\\n" "${COMPREPLY[@]}"'], home) == found + "\n"


@pytest.mark.system
def test_fish_completes_with_what_was_installed(home: Path, desk: Path) -> None:
    """A real fish."""
    assert run("completion", "fish", "--install").exit_code == 0
    assert shell(["fish", "-c", "complete -C 'dlgrade check prod'"], home).split() == ["02_products"]
    assert shell(["fish", "-c", "complete -C 'dlgrade check 2 --task add'"], home).split() == ["add_02"]


@pytest.mark.system
def test_zsh_completes_with_what_was_installed(home: Path, desk: Path) -> None:
    """A real zsh, in a terminal of its own, in which somebody presses tab."""
    assert run("completion", "zsh", "--install").exit_code == 0
    (home / "driver.zsh").write_text(
        "zmodload zsh/zpty\n"
        "zpty inner zsh -i\n"
        "zpty -w -n inner $'print rea\"\"dy\\n'\n"
        "zpty -r inner seen '*ready*'\n"
        "zpty -w -n inner $'dlgrade check prod\\t'\n"
        "zpty -r inner seen '*02_products*' && print found\n"
        "zpty -d inner\n"
    )
    assert shell(["zsh", str(home / "driver.zsh")], home) == "found\n"
