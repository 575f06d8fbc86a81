"""The HTML checker of the W3C on many pages at once: starting it costs more than a hundred pages."""

import json
import subprocess
from pathlib import Path

JAR = Path(__file__).resolve().parents[2] / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def faults(folder: Path) -> list[str]:
    """The errors in every ``*.html`` of the folder: file, line, what is wrong, and where."""
    done = subprocess.run(
        ["java", "-Xshare:auto", "-jar", JAR, "--format", "json", "--exit-zero-always", *sorted(folder.glob("*.html"))],
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        f"{Path(message.get('url', '')).name}:{message.get('lastLine', '?')}: {message['message']}"
        f" | {' '.join(message.get('extract', '').split())[:160]}"
        for message in json.loads(done.stderr)["messages"]
        if message["type"] != "info"
    ]
