"""Many dossiers for benchmarks of pages: the ended dossiers of a demonstration doubled inside the database until there are enough. Their
hashes are those of the first ones, so `motcua verify` finds fault with such a folder: it is for measuring only."""
import pathlib
import sqlite3
import subprocess

CHILDREN = ["dossier_fee", "dossier_handover", "dossier_paper", "dossier_result", "dossier_return", "dossier_step"]
MOMENTS = {"received_at", "legal_start", "due_at", "promised_at", "handed_at", "done_at", "returned_at", "closed_at"}
HOUR = 3_600_000_000


class Store:
    """One database as SQL in and rows out."""

    def __init__(self, data: pathlib.Path, url: str | None):
        self.url = url
        self.db = None if url else sqlite3.connect(data / "motcua.sqlite", isolation_level=None)
        if self.db:
            self.db.executescript("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144")

    def run(self, sql: str) -> list[tuple]:
        if self.db:
            return self.db.execute(sql).fetchall()
        out = subprocess.run(["psql", "-qtA", "-F", "\t", "-v", "ON_ERROR_STOP=1", self.url, "-c", sql], capture_output=True, text=True)
        if out.returncode:
            raise RuntimeError(out.stderr)
        return [tuple(line.split("\t")) for line in out.stdout.splitlines() if line]

    def columns(self, table: str) -> list[str]:
        if self.db:
            return [row[1] for row in self.run(f"PRAGMA table_info({table})")]
        return [row[0] for row in self.run("SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND "
                                           f"table_name = '{table}' ORDER BY ordinal_position")]


def copy(store: Store, source: str, id: str, step: int, moved: str) -> None:
    """Cases `c` of `source` once more, with `id` as their new id."""
    def case(column: str) -> str:
        if column == "id":
            return id
        if column in ("code", "form_id", "token_hash"):
            return f"c.{column} || '-{moved}'"
        if column == "receipt_number":
            return f"{id} + 10000000"
        return f"c.{column} - {HOUR << step}" if column in MOMENTS else f"c.{column}"

    columns = store.columns("dossier_case")
    store.run(f"INSERT INTO dossier_case ({', '.join(columns)}) SELECT {', '.join(map(case, columns))} FROM {source}")
    for table in CHILDREN:
        columns = store.columns(table)
        chosen = [id if c == "dossier" else f"t.{c}" for c in columns]
        store.run(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(chosen)} FROM {source.replace(' WHERE', f' JOIN {table} t ON t.dossier = c.id WHERE')}")
    columns = [c for c in store.columns("store_journal") if c != "id"]
    chosen = [id if c == "object_id" else f"t.{c}" for c in columns]
    store.run(f"INSERT INTO store_journal ({', '.join(columns)}) SELECT {', '.join(chosen)} FROM "
              + source.replace(" WHERE", " JOIN store_journal t ON t.object = 'dossier' AND t.object_id = c.id WHERE") + " ORDER BY t.id")


def grow(data: pathlib.Path, target: int, url: str | None = None) -> int:
    """How many dossiers there are then. May be called again for more."""
    store = Store(data, url)
    small = 1_000_000_000  # ids made here lie below, those of the program far above
    there = int(store.run("SELECT COUNT(*) FROM dossier_case")[0][0])
    made = int(store.run(f"SELECT COALESCE(MAX(id), 0) FROM dossier_case WHERE id < {small}")[0][0])
    step = made.bit_length()
    if made == 0 and target > there:
        store.run("DROP TABLE IF EXISTS bench_map")
        store.run("CREATE TABLE bench_map AS SELECT id AS old, ROW_NUMBER() OVER (ORDER BY id) AS fresh FROM dossier_case WHERE NOT running")
        copy(store, "dossier_case c JOIN bench_map m ON m.old = c.id WHERE TRUE", "m.fresh", 0, "0")
        store.run("DROP TABLE bench_map")
    while (there := int(store.run("SELECT COUNT(*) FROM dossier_case")[0][0])) < target:
        made = int(store.run(f"SELECT MAX(id) FROM dossier_case WHERE id < {small}")[0][0])
        step += 1
        copy(store, f"dossier_case c WHERE c.id <= {min(made, target - there)}", f"c.id + {made}", step % 11, f"{made}")
    # Their figures are not what is measured: they are not folded.
    store.run("UPDATE reports_watermark SET journal_id = (SELECT MAX(id) FROM store_journal)")
    store.run("ANALYZE")
    return there
