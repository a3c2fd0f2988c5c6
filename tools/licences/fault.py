# SPDX-License-Identifier: EUPL-1.2
"""What ends a run with exit code 2."""


class Fault(Exception):
    """A wrong flag, file or package; its text is the one line to print."""
