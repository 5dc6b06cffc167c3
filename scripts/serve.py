"""The last step of ``make run``: prepares the database, prints the addresses, and serves."""

import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")  # What this is, README.md says.
# The autoreloader starts this program again: messages and preparation are needed only once.
RELOADED = os.environ.get("RUN_MAIN") == "true"


def main(port):
    import django
    from django.core.management import call_command

    os.chdir(ROOT)
    django.setup()
    address = f"127.0.0.1:{port}"
    if not RELOADED:
        refuse_a_taken_port(port)
        call_command("prepare", demo=True)
        print(
            f"\nOuvrez le site         http://{address}/\n"
            f"Espace des agents      http://{address}/admin/\n"
            "Pour arrêter : Ctrl+C\n",
            flush=True,
        )
    call_command("runserver", address, skip_checks=RELOADED)


def refuse_a_taken_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError:
            sys.exit(f"Le port {port} est déjà pris. Choisissez-en un autre : make run PORT=8001")


if __name__ == "__main__":
    main(os.environ.get("PORT") or "8000")
