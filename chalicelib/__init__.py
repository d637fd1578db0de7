"""SoulSeer's application code."""

import atexit
import gc

# msgspec frees what it keeps about a Struct type twice when the last garbage collection of a process meets such types
# in an unlucky order, and the process dies with a segmentation fault after its work is done
# (https://github.com/msgspec/msgspec/issues/717). What is frozen is left to the operating system.
atexit.register(gc.freeze)
