"""The command for handing in: submit."""

from pathlib import Path

import click

from dlgrade.cli import values
from dlgrade.cli.group import FAILED, PASSED, debug_option, main
from dlgrade.cli.options import FOLDER, PLACE, course_option
from dlgrade.cli.sections import STUDENTS
from dlgrade.cli.voice import echo


@main.command(audience=STUDENTS)
@click.argument("exercise", required=False, shell_complete=values.exercise)
@click.option(
    "--to", type=PLACE, metavar="PLACE", help="An nbgrader exchange, a shared folder, or FILE.zip; remembered."
)
@click.option("--student", metavar="ID", help="Who you are, as your instructor's list has it; remembered.")
@click.option("--anyway", is_flag=True, help="Send what does not load, or the stub as it is.")
@click.option("--dry-run", is_flag=True, help="Show what would be sent, and send nothing.")
@click.option("--verify", "receipt", type=FOLDER, metavar="RECEIPT", help="See what became of an earlier one.")
@click.option(
    "--isolation", type=click.Choice(["auto", "strict", "basic"]), default="auto", help="The wall that it is loaded in."
)
@course_option
@debug_option
@click.pass_context
def submit(
    context: click.Context,
    /,
    exercise: str | None,
    to: str | None,
    student: str | None,
    anyway: bool,
    dry_run: bool,
    receipt: Path | None,
    isolation: str,
    course_folder: Path | None,
) -> None:
    """Hand in EXERCISE: 02_activations, activations or 2.

    Or else the one whose folder you stand in. Shows what is sent, sends it whole, and keeps a receipt. Where to and who
    you are is said once, and remembered. Ends with 0 if it was handed in, or with --verify if the receipt is confirmed;
    with 1 if something should be mended first, 2 if it was called wrongly.

    \b
    Examples:
      dlgrade submit 2 --to /srv/exchange --student ada
      dlgrade submit activations      where it went before
      dlgrade submit 2 --to work.zip  to upload by hand
      dlgrade submit 2 --dry-run      shows, sends nothing
    """
    from dlgrade import desk
    from dlgrade import submit as handing_in
    from dlgrade.classroom.slips import read_slip
    from dlgrade.protocol import legible, one_line
    from dlgrade.sandbox import obtain

    found = desk.find_desk(Path.cwd(), course_folder)
    if receipt is not None:
        verdict = handing_in.verify(found, read_slip(receipt))
        for sentence in [*verdict.sentences, handing_in.PROVES]:
            echo(sentence)
        context.exit(PASSED if verdict.confirmed else FAILED)
    plan = handing_in.prepare(
        found,
        handing_in.chosen(found, Path.cwd(), exercise),
        place=Path.cwd(),
        to=to,
        student=student,
        isolation=obtain(isolation),  # type: ignore[arg-type]
    )
    echo(f"{plan.pack.exercise.slug}, as {plan.student}, to {plan.where.path}")
    for each in plan.pack.listed:
        packed = plan.pack.siblings.get(each.name)
        echo(f"  {each.sha256}  {each.bytes:>7,} bytes  {each.name}" + (f"  from {packed}" if packed else ""))
    if plan.beside:
        taken = len(plan.hints.uses)
        echo(f"  with it: which hints you took, {taken} so far, since this course reports them; they cost no points")
    if plan.pack.left:
        echo(f"  stays here, since only Python files are sent: {one_line(', '.join(plan.pack.left[:6]))}")
    for remark in plan.remarks:
        echo(f"note: {legible(remark.text)}")
    if dry_run:
        echo("nothing was sent: this was a dry run")
        return
    sent = handing_in.send(plan, anyway=anyway)
    by_hand = plan.where.kind == "archive"
    echo(f"{'packed' if by_hand else 'handed in'} at {sent.slip.sent:%Y-%m-%d %H:%M:%S} UTC: {sent.place}")
    echo(f"  {sent.slip.digest}  all of it")
    if by_hand:
        echo(f"not handed in yet: upload {sent.place.name} where your instructor collects, as it is")
    for note in sent.notes:
        echo(note, err=True)
    if not sent.notes:
        echo(f"receipt: {sent.receipt}")
        echo(f"see later what became of it: dlgrade submit --verify {sent.receipt}")
