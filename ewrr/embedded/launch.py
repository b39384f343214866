"""Becomes another program that is told to stop when its parent dies, however that dies.

Run as a script (`launch.py SIGNAL PARENT PROGRAM...`) after any change of user: the kernel
forgets the wish at such a change. Elsewhere than on Linux there is no such wish to make; there
the next start ends what was left.
"""

import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(stop_signal: int, parent: int, program: list[str]) -> None:
    # Python ignores these two; a program that inherits that writes on into closed pipes.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, stop_signal, 0, 0, 0)
        if os.getppid() != parent:  # it died before the wish was made
            sys.exit(1)
    os.execvp(program[0], program)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
