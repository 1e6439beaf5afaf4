"""The project's commands: `python3 packaging/dev.py demo` shows the program, `python3 packaging/dev.py test` tests it.

Both first install what they need. Python 3.11 and its standard library are enough to begin with.
"""

import sys

OLDEST = (3, 11)  # as in project.py, which an older Python cannot parse


def main() -> int:
    """Runs the command that the first argument names."""
    if sys.version_info < OLDEST:
        return _refuse(
            "Exist Desktop needs Python {}.{} or later; this is {}.{}.".format(*OLDEST, *sys.version_info[:2])
        )
    from commands import COMMANDS
    from project import StopError

    name, *arguments = sys.argv[1:] or ["help"]
    if name in ("help", "-h", "--help"):
        print("\n".join(f"python3 packaging/dev.py {name:<8} {command.does}" for name, command in COMMANDS.items()))
        return 0
    if name not in COMMANDS:
        return _refuse(f"There is no command {name!r}; there are {', '.join(COMMANDS)}.", status=2)
    try:
        return COMMANDS[name].run(arguments)
    except StopError as stop:
        return _refuse(str(stop))
    except PermissionError as error:
        return _refuse(f"This user may not write {error.filename}, which the command has to.")
    except KeyboardInterrupt:
        return 130


def _refuse(sentence: str, status: int = 1) -> int:
    print(sentence, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
