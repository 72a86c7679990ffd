"""Everything that a command writes goes through one gate: nothing that a person gave, made or changed is ever lost.

No result takes the place of an input, of another result of the same run, or of a file that is not as this program wrote it. What it
wrote is known by a list with fingerprints in the folder (:mod:`.record`), whatever the format.
"""

from juesuan.cli.writing.files import folder, is_device, reason
from juesuan.cli.writing.gate import Gate, add_force, refuse_file
from juesuan.cli.writing.named import chosen_format

__all__ = ["Gate", "add_force", "chosen_format", "folder", "is_device", "reason", "refuse_file"]
