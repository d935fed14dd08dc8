"""Who makes annotations and decisions."""

import getpass


def system_author() -> str:
    """The name by which the system knows this person; empty where it knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name in the environment and none in the password file
        return ""
