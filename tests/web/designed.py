"""A book with an operating model, for browsers: ``python -m tests.web.designed FOLDER PORT``.

Its parties, and who works on the model, sign in with the usual password.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from servanda.record.folder import BookSettings, create_folder
from servanda.record.opening import open_book, prepare


def main(folder: Path, port: int) -> None:
    """Make the book, write down who is in it, and serve it."""
    create_folder(folder, BookSettings(address=f"http://127.0.0.1:{port}"))
    open_book(folder)
    prepare()
    from django.db import transaction

    from tests.desk.book import PASSWORD, two_parties
    from tests.desk.operating_model.made import WITH_SERVICES, with_model

    with transaction.atomic():
        modelled = with_model(two_parties(WITH_SERVICES))
        for person in (modelled.architect, modelled.colleague):
            person.set_password(PASSWORD)
            person.save(update_fields=["password"])
    told = {
        "model": modelled.key,
        "architect": modelled.architect.email,
        "colleague": modelled.colleague.email,
    }
    folder.with_suffix(".told").write_text(json.dumps(told), "utf-8")
    logging.getLogger("servanda").setLevel(logging.WARNING)
    from servanda.web.serving import serve

    serve("127.0.0.1", port, ready=lambda: None)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
