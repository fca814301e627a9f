"""The JSON Schema of the interchange format; `python -m system_review.documents.schema` prints it."""

from __future__ import annotations

import json
import sys

from system_review.reviews.snapshots import FORMAT_VERSION, ReviewSnapshot

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def published_schema() -> bytes:
    """The schema as it is published: sorted, two spaces, UTF-8, one newline at the end."""
    shape = ReviewSnapshot.model_json_schema()
    schema = {
        "$schema": DIALECT,
        **shape,
        "title": f"System Review interchange file, format {FORMAT_VERSION}",
        "required": ["format", "format_version", *shape["required"]],  # our reader insists on what tells it the format
    }
    return (json.dumps(schema, sort_keys=True, ensure_ascii=False, indent=2) + "\n").encode()


if __name__ == "__main__":
    sys.stdout.buffer.write(published_schema())
