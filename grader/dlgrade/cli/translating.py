"""The command that keeps translations in step: translate."""

from pathlib import Path

import click

from dlgrade.cli.group import FAILED, PASSED, debug_option, main
from dlgrade.cli.options import course_option
from dlgrade.cli.sections import AUTHORS
from dlgrade.cli.voice import echo

_SHOWN = 10  # sentences of one catalogue that are named


@main.command(audience=AUTHORS)
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--to", "language", metavar="zh_TW", help="The language; else every one that there is.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; end with 1 if something is to be translated.")
@course_option
@debug_option
@click.pass_context
def translate(
    context: click.Context,
    /,
    exercises: tuple[str, ...],
    language: str | None,
    only_check: bool,
    course_folder: Path | None,
) -> None:
    """Bring translations in step, and say what is missing.

    A course's catalogues lie beside its exercises: solutions/02_activations/zh_TW.po. New texts are added with an empty
    translation, or with a guess that is marked as fuzzy; those that nobody says any more are taken out.

    \b
    Examples:
      dlgrade translate --check       what is missing
      dlgrade translate               every one there is
      dlgrade translate --to zh_TW 7  begin one
    """
    from dlgrade import desk, translating

    course = desk.find_course(Path.cwd(), course_folder)
    found = translating.catalogues(course, language, [course.exercise(each) for each in exercises])
    for each in found:
        if not each.complete:
            echo(str(each))
            for sentence in each.missing[:_SHOWN]:
                click.echo(f"  {sentence}")
    if not only_check:
        for path in translating.write(found):
            echo(f"wrote {path}")
    context.exit(FAILED if only_check and not all(each.complete for each in found) else PASSED)
