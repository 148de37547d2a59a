"""How much memory the reading process may have."""

from __future__ import annotations

import ctypes
import math
import sys
from contextlib import suppress
from pathlib import Path

_PROCESS_MEMORY = 0x100
_EXTENDED_LIMITS = 9


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def cap_memory(limit: float) -> None:
    """Let this process have at most `limit` bytes, as far as the system can do that.

    A process that wants more then fails instead of the machine; it leaves no memory image either.
    """
    if math.isinf(limit):
        return
    if sys.platform == "win32":
        with suppress(OSError, AttributeError):
            _cap_windows(int(limit))
        return
    import resource

    # macOS refuses an address space smaller than what is mapped already.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (int(limit), int(limit)))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def peak_memory() -> int:
    """Return the most memory this process ever had in use, in bytes; 0 where nobody says."""
    if sys.platform == "win32":
        return 0
    if sys.platform == "linux":
        # ru_maxrss of a started program begins with what the program that started it had.
        with suppress(OSError, ValueError):
            status = Path("/proc/self/status").read_text("ascii", "replace")
            return int(status.partition("VmHWM:")[2].split(maxsplit=1)[0]) * 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if sys.platform == "win32":

    def _cap_windows(limit: int) -> None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        limits = ExtendedLimits()
        limits.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY
        limits.ProcessMemoryLimit = limit
        size = ctypes.c_uint32(ctypes.sizeof(limits))
        kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size)
        # The handle stays open: the job lives as long as the process in it.
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
