"""Kits: what students get judges them as the whole course does, and holds nothing that they may not have."""

import re
import shutil
import zipfile
from collections import Counter
from dataclasses import replace

import kits
import numpy as np
import pytest
from classroom import COURSE, answers
from commands import assert_sentence, holds, run

import dlgrade.sandbox.spawn
from dlgrade.course import affected, open_course
from dlgrade.errors import CourseError, UsageError
from dlgrade.grade import Settings, checks_of, grade
from dlgrade.keys import practice
from dlgrade.kit import make, unpack
from dlgrade.oracle import Reference
from dlgrade.sandbox import obtain
from dlgrade.selftest import _submissions

EXERCISES = ["01_tiny", "02_later"]
LONGEST_KNOWN = 12  # characters; shorter lines of code stand everywhere


def versions(course, slug):
    """Return the stub, the solution, every variant and every mistake, and the tasks that each can change."""
    exercise = course.exercise(slug)
    found = _submissions(course, exercise)
    overlays = {f"{kind}:{path}": path for kind in ("variant", "mistake") for path in _overlays(exercise, kind)}
    return list(found.values()), {name: affected(exercise, path) for name, path in overlays.items()}


def _overlays(exercise, kind):
    return exercise.variants() if kind == "variant" else exercise.mistakes()


def said(result, among):
    """Return all that a student is told of some checks."""
    return [
        (check.id, check.outcome, check.points, check.message, check.diagnosis, check.mistake, check.hint)
        for check in result.checks
        if check.id in among
    ]


def judged_alike(course, kit, slug, start="fork"):
    """Judge every version by the course and by its kit, and return what differs.

    Where only some tasks are judged, the course judges what their hidden checks need as well, and a kit does not.
    """
    submissions, tasks = versions(course, slug)
    visible = {info.id for info in checks_of(course.exercise(slug)) if not info.hidden}
    assert {info.id for info in checks_of(kit.exercise(slug))} == visible
    settings = Settings(answers=answers(), examples=True)
    whole = grade(course, course.exercise(slug), submissions, settings, tasks=tasks)
    spawning = replace(settings, isolation=obtain("auto", start=start))
    handed = grade(kit, kit.exercise(slug), submissions, spawning, tasks=tasks)
    assert not [each.faults for each in handed if each.faults]
    differing = []
    for mine, theirs in zip(whole, handed, strict=True):
        among = {check.id for check in theirs.checks}
        assert among <= {check.id for check in mine.checks}
        if said(mine, among) != said(theirs, among):
            differing.append((mine.student, theirs.problem))
    return len(submissions), differing


@pytest.mark.parametrize("start", ["fork", "spawn"])
@pytest.mark.parametrize("slug", EXERCISES)
def test_a_kit_says_what_the_course_says(slug, start):
    """Every stub, solution, variant and mistake gets the same verdicts, messages, diagnoses and hints."""
    course, kit, _ = kits.tiny()
    count, differing = judged_alike(course, kit, slug, start)
    assert count > 3
    assert not differing


def test_a_kit_that_stores_something_else_says_something_else(tmp_path):
    """The test above can fail: with the answers of other inputs, right submissions do not pass."""
    course, _, folder = kits.tiny()
    other = make(course, course.exercises[:1], Settings(answers=answers(), key=practice(3)), out=tmp_path / "kit").place
    wrong = tmp_path / "wrong"
    shutil.copytree(folder / "course", wrong)
    with zipfile.ZipFile(other / "course/checks/01_tiny/answers.zip") as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(wrong / "checks/01_tiny/answers.zip") as archive:
        entries["index.json"] = archive.read("index.json")
        inputs = {name: archive.read(name) for name in archive.namelist() if name.startswith("checks/")}
    with zipfile.ZipFile(wrong / "checks/01_tiny/answers.zip", "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    assert inputs != {name: entries[name] for name in inputs}
    _, differing = judged_alike(course, open_course(wrong), "01_tiny")
    assert differing


@pytest.mark.wide
@pytest.mark.parametrize("slug", [each.slug for each in COURSE.exercises])
def test_a_kit_of_the_whole_course_says_what_the_course_says(slug, tmp_path):
    """Every mistake and variant of the course gets the verdicts, messages and hints of the checkout."""
    made = make(COURSE, [COURSE.exercise(slug)], Settings(answers=answers()), out=tmp_path / "kit")
    _, differing = judged_alike(COURSE, open_course(made.place / "course"), slug)
    assert not differing


def test_a_kit_asks_no_torch(monkeypatch):
    """Verdicts of a kit need no PyTorch, neither for values nor for diagnoses."""

    def refuse(_reference):
        raise AssertionError("a kit asked for torch")

    monkeypatch.setattr(Reference, "_torch", refuse)
    monkeypatch.setattr("dlgrade.oracle.reference.torch_version", lambda: "")
    course, kit, _ = kits.tiny()
    submissions, tasks = versions(course, "01_tiny")
    results = grade(kit, kit.exercise("01_tiny"), submissions, Settings(examples=True), tasks=tasks)
    assert [each.passed for each in results[:2]] == [False, True]
    assert {each.device for each in results} == {"stored"}


def test_one_spawned_worker_serves_a_whole_run(monkeypatch):
    """Where workers cannot be forked, a run of several tasks starts one process."""
    started = []
    begin = dlgrade.sandbox.spawn._SpawnedWorker.__init__

    def counted(self, *arguments, **keywords):
        started.append(self)
        begin(self, *arguments, **keywords)

    monkeypatch.setattr(dlgrade.sandbox.spawn._SpawnedWorker, "__init__", counted)
    course, kit, _ = kits.tiny()
    solution = versions(course, "02_later")[0][1]
    settings = Settings(isolation=obtain("basic", start="spawn"))
    [result] = grade(kit, kit.exercise("02_later"), [solution], settings)
    assert result.passed
    assert len(started) == 1


# what is in it


@pytest.fixture(scope="module")
def everything():
    """Every file of the tiny course's kit as text, archives opened."""
    return {name: content.decode("utf-8", "replace") for name, content in kits.contents(kits.tiny()[2]).items()}


def code_lines(text):
    """Return the lines of a text that are long enough to be told from others."""
    return {line.strip() for line in text.splitlines() if len(line.strip()) > LONGEST_KNOWN}


def lines_of_answers(exercise):
    """Return every line of an exercise's solution and of its mistakes."""
    mistakes = [path.read_text("utf-8").split('"""')[-1] for path in exercise.mistakes()]
    return code_lines("\n".join([exercise.solution.read_text("utf-8"), *mistakes]))


def open_lines(exercise):
    """Return every line that a student gets to read of an exercise."""
    return code_lines(exercise.stub.read_text("utf-8") + (exercise.folder / "README.md").read_text("utf-8"))


def assert_holds_nothing_secret(course, folder):
    """Fail if a kit holds a line of a solution or a mistake, anything of a hidden check, or a reference."""
    texts = {name: content.decode("utf-8", "replace") for name, content in kits.contents(folder).items()}
    shown: dict[str, set[str]] = {}
    for name, text in texts.items():
        for line in code_lines(text) if name.endswith((".py", ".md", ".toml", ".po")) else ():
            shown.setdefault(line, set()).add(name)
    handed = [exercise for exercise in course.exercises if (folder / exercise.slug).is_dir()]
    assert handed
    written = {exercise.slug: lines_of_answers(exercise) for exercise in handed}
    common = {line for line, count in Counter(line for each in written.values() for line in each).items() if count > 1}
    common |= {line for exercise in handed for line in open_lines(exercise)}
    asked: set[str] = set()  # in visible checks so far, which whoever writes a later exercise has read
    for exercise in handed:
        asked |= code_lines(texts[f"course/checks/{exercise.slug}/{exercise.checks.name}"] + exercise.probes)
        hints = (exercise.folder / "hints.toml").read_text("utf-8") if (exercise.folder / "hints.toml").exists() else ""
        secret = {line for line in written[exercise.slug] - common - asked if line not in hints}
        assert secret
        assert {line: shown[line] for line in secret & shown.keys()} == {}
        for info in checks_of(exercise):
            if info.hidden:
                assert not [name for name, text in texts.items() if re.search(rf"\b{re.escape(info.name)}\b", text)]
                assert not [name for name, text in texts.items() if info.title in text]
    names = {name.rpartition("/")[2] for name in texts}
    assert not [name for name in texts if re.search(r"(^|/)(reference|solutions|mistakes/.*\.py|variants)(/|$)", name)]
    assert not names & {"course.toml", "equivalents.toml"}
    assert not [name for name, text in texts.items() if "dlgrade key 1" in text or "BEGIN SOLUTION" in text]


def test_a_kit_holds_nothing_secret():
    """No line of a solution or a mistake, no hidden check, no reference and no key is in a kit."""
    course, _, folder = kits.tiny()
    assert any(info.hidden for exercise in course.exercises for info in checks_of(exercise))
    assert_holds_nothing_secret(course, folder)


def test_the_search_for_secrets_finds_them(tmp_path):
    """A kit to which one line of the solution was added is found out."""
    course, _, folder = kits.tiny()
    leaking = tmp_path / "kit"
    shutil.copytree(folder, leaking)
    exercise = course.exercise("01_tiny")
    line = max(
        code_lines(exercise.solution.read_text()) - code_lines(exercise.stub.read_text()) - code_lines(exercise.probes),
        key=len,
    )
    with (leaking / "01_tiny/README.md").open("a") as readme:
        readme.write(f"\n{line}\n")
    with pytest.raises(AssertionError):
        assert_holds_nothing_secret(course, leaking)


@pytest.mark.wide
def test_the_whole_course_s_kit_holds_nothing_secret(tmp_path):
    """As above, of every exercise."""
    made = make(COURSE, COURSE.exercises, Settings(answers=answers()), out=tmp_path / "kit", jobs=2)
    assert_holds_nothing_secret(COURSE, made.place)


def test_a_kit_is_the_same_whenever_it_is_made(tmp_path):
    """Made twice, a zip file has the same bytes."""
    course, _, _ = kits.tiny()
    places = [tmp_path / "one" / "kit.zip", tmp_path / "two" / "kit.zip"]
    for place in places:
        make(course, course.exercises[:1], Settings(answers=answers()), out=place)
    assert places[0].read_bytes() == places[1].read_bytes()


# a student's way


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A kit, unpacked anew, in which somebody stands."""
    folder = tmp_path / "kit"
    shutil.copytree(kits.tiny()[2], folder)
    monkeypatch.chdir(folder)
    return folder


def test_a_kit_is_used_as_it_is_unpacked(desk):
    """In the unpacked folder `check` judges, counts visible checks, and says how many are hidden."""
    hidden = [info for info in checks_of(kits.tiny()[0].exercise("01_tiny")) if info.hidden]
    shutil.copy(kits.tiny()[0].exercise("01_tiny").solution, desk / "01_tiny")
    result = run("check", "tiny")
    assert result.exit_code == 0, result.output
    assert f"{len(hidden)} hidden checks" in result.output
    assert "passed" in run("list").output


def test_a_kit_may_be_moved(desk):
    """The folder finds its course wherever it lies."""
    moved = desk.with_name("elsewhere")
    desk.rename(moved)
    result = run(
        "check", "--submission", kits.tiny()[0].exercise("01_tiny").folder, "tiny", "--course", moved / "course"
    )
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("command", "part"),
    [
        (("check", "tiny", "--provided"), "holds no solutions"),
        (("sync",), "is a kit"),
        (("selftest",), "is a kit"),
        (("kit",), "is a kit"),
        (("new", "09_more"), "is a kit"),
        (("class", "deep"), "is a kit"),
        (("demo",), "is a kit"),
        (("bundle", "gradescope", "tiny"), "is a kit"),
    ],
)
def test_what_needs_solutions_is_refused_in_a_kit(desk, command, part):
    """Commands of instructors and authors say that a kit holds no solutions, and what to do."""
    (desk / "01_tiny/tiny.py").write_text("def f(): pass\n")
    assert_sentence(run(*command), 2, part)


def test_a_kit_takes_no_key(desk, tmp_path):
    """Official inputs are the instructor's: --key is refused."""
    key = tmp_path / "a.key"
    assert run("key", "new", key).exit_code == 0
    assert_sentence(run("check", "tiny", "--key", key), 2, "inputs of practice alone")


def test_a_newer_kit_renews_the_course_and_keeps_the_work(desk, tmp_path):
    """`init . --course NEWER.zip` replaces the course, adds what is missing, and keeps every file."""
    course, _, _ = kits.tiny()
    newer = make(course, course.exercises, Settings(answers=answers()), out=tmp_path / "newer.zip").place
    (desk / "01_tiny/tiny.py").write_text("# mine\n")
    shutil.rmtree(desk / "02_later")
    (desk / "course/checks/01_tiny/answers.zip").write_bytes(b"old")
    result = run("init", ".", "--course", newer)
    assert result.exit_code == 0, result.output
    assert (desk / "01_tiny/tiny.py").read_text() == "# mine\n"
    assert (desk / "02_later/later.py").exists()
    assert open_course(desk / "course").kit is not None
    assert run("check", "tiny", "--submission", course.exercise("01_tiny").folder).exit_code == 0


def test_a_kit_unpacks_into_a_new_folder(tmp_path, monkeypatch):
    """`init DIR --course KIT.zip` makes a folder that needs nothing else."""
    course, _, _ = kits.tiny()
    place = make(course, course.exercises, Settings(answers=answers()), out=tmp_path / "handed.zip").place
    assert run("init", tmp_path / "mine", "--course", place).exit_code == 0
    place.unlink()
    monkeypatch.chdir(tmp_path / "mine")
    assert "not started" in run("list").output


def test_hidden_checks_are_counted_for_a_whole_exercise(desk):
    """When one task is checked nothing is said of the exercise's hidden checks."""
    shutil.copy(kits.tiny()[0].exercise("01_tiny").solution, desk / "01_tiny")
    assert "hidden checks" in run("check", "tiny").output
    assert "hidden checks" not in run("check", "tiny", "--task", "cube").output


# bad input


def test_work_is_not_looked_for_in_the_course(desk, monkeypatch):
    """Who stands in the kit's folder `course` is told where their work is."""
    (desk / "01_tiny/tiny.py").write_text("def cube(x):\n    return x\n")
    for folder in ("course", "course/exercises/01_tiny"):
        monkeypatch.chdir(desk / folder)
        assert_sentence(run("check"), 2, "holds no work of yours", f"go (cd) to {desk}")


def test_a_file_or_a_folder_that_is_gone_can_be_had_again(desk):
    """The sentence says how, and it works."""
    (desk / "01_tiny/tiny.py").unlink()
    result = run("check", "tiny")
    assert result.exit_code == 1
    assert holds(result.output, f"put your work into tiny.py; `dlgrade init .` in {desk} puts the stub there again")
    shutil.rmtree(desk / "01_tiny")
    assert_sentence(run("check", "tiny"), 2, f"does not exist: `dlgrade init .` in {desk} puts it there again")
    assert run("init", ".").exit_code == 0
    assert (desk / "01_tiny/tiny.py").exists()


def test_what_is_no_kit_is_refused(tmp_path):
    """A file that is no zip, or a zip without a course, is named; nothing is made of it."""
    (tmp_path / "a.zip").write_text("no")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("x.py", "")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("kit/course/../../../x.py", "")
    for name in ("a.zip", "b.zip", "c.zip"):
        with pytest.raises(UsageError, match="is no kit"):
            unpack(tmp_path / name, tmp_path / "desk")
    assert not (tmp_path / "x.py").exists()
    assert not (tmp_path / "desk").exists()


def test_a_course_of_ones_own_is_not_replaced(tmp_path):
    """A folder `course` that no kit made is left alone."""
    (tmp_path / "desk/course").mkdir(parents=True)
    with pytest.raises(UsageError, match="no kit made it"):
        unpack(tmp_path / "any.zip", tmp_path / "desk")


@pytest.mark.parametrize("damage", ["answers", "facts", "format", "gone", "stub"])
def test_a_damaged_kit_says_what_to_do(desk, damage):
    """A part that is damaged, missing or too new is named, with what to do."""
    facts, stored = desk / "course/checks/kit.json", desk / "course/checks/01_tiny/answers.zip"
    if damage == "answers":
        stored.write_bytes(stored.read_bytes()[:1000])
    elif damage == "facts":
        facts.write_text("{")
    elif damage == "format":
        facts.write_text(facts.read_text().replace('"format": 1', '"format": 9'))
    elif damage == "gone":
        stored.unlink()
    else:
        (desk / "course/exercises/01_tiny/tiny.py").unlink()
    result = run("check", "tiny")
    assert_sentence(result, 3, "pip install -U dlgrade" if damage == "format" else "repairs it and keeps your work")


@pytest.mark.parametrize("damage", ["cut", "flipped", "checks"])
def test_a_damaged_kit_is_repaired_by_its_zip_file(desk, tmp_path, damage):
    """What check and doctor say to type does repair it, and keeps what was written."""
    course, _, _ = kits.tiny()
    handed = make(course, course.exercises, Settings(answers=answers()), out=tmp_path / "handed.zip").place
    shutil.copy(course.exercise("01_tiny").solution, desk / "01_tiny")
    stored = desk / "course/checks/01_tiny/answers.zip"
    content = bytearray(stored.read_bytes())
    if damage == "checks":
        (desk / "course/checks/01_tiny/check_tiny.py").unlink()
    else:
        content[len(content) // 2] ^= 255
        stored.write_bytes(content[:500] if damage == "cut" else content)
    result = run("doctor")
    assert result.exit_code == 3
    assert holds(result.output, "repairs it and keeps your work")
    assert run("init", ".", "--course", handed).exit_code == 0
    assert run("doctor").exit_code == 0
    result = run("check", "tiny")
    assert result.exit_code == 0, result.output


def test_a_zip_file_unpacks_into_one_folder(tmp_path):
    """Unpacked among other things, a kit stays together, under the name of its file."""
    course, _, _ = kits.tiny()
    place = make(course, course.exercises[:1], Settings(answers=answers()), out=tmp_path / "week-1.zip").place
    with zipfile.ZipFile(place) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {"week-1"}


def test_a_place_that_is_taken_is_refused(tmp_path):
    """A folder that holds something, a file, and a folder named .zip are left as they are."""
    course, _, _ = kits.tiny()
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("mine")
    (tmp_path / "dir.zip").mkdir()
    for name, part in (("full", "holds something"), ("full/mine.txt", "holds something"), ("dir.zip", "is a folder")):
        with pytest.raises(UsageError, match=part):
            make(course, course.exercises, Settings(answers=answers()), out=tmp_path / name)
    assert (tmp_path / "full/mine.txt").read_text() == "mine"


def test_a_kit_of_a_key_is_refused(tmp_path):
    """What an official key draws is never handed out."""
    key = tmp_path / "a.key"
    assert run("key", "new", key).exit_code == 0
    course, _, _ = kits.tiny()
    assert_sentence(run("kit", "--course", course.root, "--key", key, "--out", tmp_path / "k"), 2, "without --key")


def broken(tmp_path, check):
    """Return the tiny course with one more check."""
    course = kits.copied(tmp_path / "broken")
    path = course.exercise("01_tiny").checks
    path.write_text(f"{path.read_text()}\n\n{check}")
    return open_course(course.root)


ASKS = '''
@pytest.mark.points(1, task="cube")
def test_new(student, reference, rng):
    """It is what it is."""
    x = rng.normal(size=3)
    assert_matches(student.cube(x), student.cube(x))
    reference.cube(student.cube(x))
'''
DRAWS = '''
@pytest.mark.points(1, task="cube")
def test_new(student, reference, rng):
    """It is what it is."""
    x = rng.normal(size=3)
    got = student.cube(x)
    if np.allclose(got, x**3):
        rng.normal()
    y = rng.normal(size=2)
    assert_matches(student.cube(y), reference.cube(y))
'''
SHUFFLES = '''
@pytest.mark.points(1, task="cube")
def test_new(student, reference, rng):
    """It is what it is."""
    x = np.arange(3.0)
    rng.shuffle(x)
    assert_matches(student.cube(x), reference.cube(x))
'''
HALF_HIDDEN = '''
@pytest.mark.parametrize("n", [1, pytest.param(2, marks=pytest.mark.hidden)])
@pytest.mark.points(1, task="cube")
def test_new(student, reference, rng, n):
    """It is what it is."""
    x = rng.normal(size=n)
    assert_matches(student.cube(x), reference.cube(x))
'''
WRONG = '''
@pytest.mark.points(1, task="cube")
def test_new(student, reference, rng):
    """It is what it is."""
    assert_matches(student.cube(np.ones(2)), np.zeros(2))
'''


@pytest.mark.parametrize(
    ("check", "said"),
    [
        (ASKS, "asks the reference by what a submission has answered"),
        (DRAWS, "draws its inputs by what a submission has answered"),
        (SHUFFLES, "cannot be stored for a kit"),
        (HALF_HIDDEN, "for some of its parameters only"),
        (WRONG, "does not pass its own checks"),
    ],
)
def test_a_check_that_cannot_be_handed_out_is_named(tmp_path, check, said):
    """What a kit cannot store is the author's to mend, and is named with its file."""
    course = broken(tmp_path, check)
    with pytest.raises(CourseError, match=said):
        make(course, course.exercises[:1], Settings(answers=answers()), out=tmp_path / "kit")
    assert not (tmp_path / "kit").exists()


FIRST_OF_THREE = '''
@pytest.mark.points(1, task="cube")
def test_new_a(student, reference, rng):
    """It is what it is."""
    x = rng.normal(size=3)
    assert_matches(student.cube(x), reference.cube(x))
'''
SECOND = FIRST_OF_THREE.replace("new_a", "new_b").replace("\ndef", '\n@pytest.mark.needs("test_new_a")\ndef')
THREE = FIRST_OF_THREE + SECOND + FIRST_OF_THREE.replace("new_a", "new_c")


def test_every_smallest_input_is_recorded(tmp_path, monkeypatch):
    """Where checks run that the course would not reach, those that it reaches are not a search short."""
    monkeypatch.setattr("dlgrade.pytest_plugin.plugin._EXAMPLES_LIMIT", 3)  # the task's own check, the first and third
    course = broken(tmp_path, THREE)
    made = make(course, course.exercises[:1], Settings(answers=answers()), out=tmp_path / "kit").place
    _, differing = judged_alike(course, open_course(made / "course"), "01_tiny")
    assert not differing


READS = '''
@pytest.mark.points(1, task="cube")
def test_new(student, reference):
    """It is what it is."""
    x = np.load(pathlib.Path(__file__).with_name("numbers.npy"))
    assert_matches(student.cube(x), reference.cube(x))
'''


def test_data_that_a_visible_check_reads_is_handed_out(tmp_path):
    """A file beside the checks goes along if a visible one names it, and no other does."""
    course = broken(tmp_path, READS)
    folder = course.exercise("01_tiny").folder
    course.exercise("01_tiny").checks.write_text("import pathlib\n" + course.exercise("01_tiny").checks.read_text())
    np.save(folder / "numbers.npy", np.arange(3.0))
    np.save(folder / "secret.npy", np.arange(3.0))
    made = make(course, course.exercises[:1], Settings(answers=answers()), out=tmp_path / "kit").place
    assert (made / "course/checks/01_tiny/numbers.npy").exists()
    assert not (made / "course/checks/01_tiny/secret.npy").exists()
    shutil.copy(course.exercise("01_tiny").solution, made / "01_tiny")
    result = run("check", "tiny", "--submission", made / "01_tiny", "--course", made / "course")
    assert result.exit_code == 0, result.output


def test_a_course_without_stubs_is_told_to_sync(tmp_path):
    """A kit is made of what sync has cut."""
    course = kits.copied(tmp_path / "whole")
    shutil.rmtree(course.root / "exercises")
    with pytest.raises(CourseError, match="dlgrade sync"):
        make(course, course.exercises[:1], Settings(answers=answers()), out=tmp_path / "kit")
