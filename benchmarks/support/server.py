"""A PostgreSQL of a benchmark's own, on a unix socket, that loses its rows when the machine stops: nothing is flushed."""
import os
import pathlib
import shutil
import subprocess

POSTGRES = pathlib.Path(os.environ.get("POSTGRES_BIN", "/usr/lib/postgresql/15/bin"))


def as_postgres(*command):
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *map(str, command)] if os.getuid() == 0 else list(map(str, command))


class Server:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
            os.chmod(folder, 0o755)
        self.data = self.folder / "data"
        subprocess.run(as_postgres(POSTGRES / "initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8",
                                   "--locale=C"), check=True, stdout=subprocess.DEVNULL)
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off -c max_locks_per_transaction=4096"
        subprocess.run(as_postgres(POSTGRES / "pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "-o", options, "start"),
                       check=True, stdout=subprocess.DEVNULL)

    def url(self, database):
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def run(self, database, sql):
        subprocess.run([POSTGRES / "psql", self.url(database), "-Xq", "-v", "ON_ERROR_STOP=1", "-1", "-f", "-"], input=sql,
                       text=True, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self):
        subprocess.run(as_postgres(POSTGRES / "pg_ctl", "-D", self.data, "-m", "immediate", "stop"), stdout=subprocess.DEVNULL)
