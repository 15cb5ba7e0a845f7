"""The control of the power cuts: SQLite's own shell writes rows to the same schema, as carefully or as carelessly as it is told."""

from pathlib import Path

from emulator_guest import QUIET, Guest
from emulator_image import STATE
from powercut_checks import Seen, seen_now
from powercut_log import LoggedDisk

ROWS = 40
FOLDER = f"{STATE}/control"
STORE = f"{FOLDER}/pasboks.sqlite"
# The next row of the chain, as the journal's triggers want it.
APPEND = (
    "INSERT INTO journal (id, at, kind, detail, previous, hash) SELECT coalesce(max(id), 0) + 1, 1, 'control', '{}', "
    "coalesce((SELECT hash FROM journal ORDER BY id DESC LIMIT 1), zeroblob(32)), randomblob(32) FROM journal;"
)


def control(image: Path, disk: LoggedDisk, mode: str, schema: str) -> list[tuple[int, Seen]]:
    """Writes rows with this `synchronous`; what was seen, each with the number of the disk's requests by then."""
    with Guest(image, f"{QUIET} pasboks.data systemd.mask=kiosk.service", disk.drive) as guest:
        guest.wait_for_shell()
        # The file system writes what it holds back once a second, so that there are more points to cut at.
        guest.sh(f"systemctl start var-lib-pasboks.mount; mount -o remount,commit=1 {STATE}")
        guest.sh(f"mkdir -p {FOLDER}; echo {schema} | base64 -d | sqlite3 {STORE}; sync")
        # One connection for all rows, as the box has: the last to close would write everything to the disk.
        guest.sh(
            f"coproc DB {{ sqlite3 {STORE}; }}; "
            f'echo "PRAGMA journal_mode = WAL; PRAGMA synchronous = {mode};" >&"${{DB[1]}}"; '
            'read -r told <&"${DB[0]}"; echo "$told"'
        )
        seen = [(disk.count, Seen())]
        for _ in range(ROWS):
            guest.sh(f"""echo "{APPEND}
.system echo done" >&"${{DB[1]}}"; read -r told <&"${{DB[0]}}"; sleep 0.2""")
            now = seen_now(guest, STORE)
            seen.append((disk.count, now))
        return seen
