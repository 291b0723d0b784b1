"""Runs a program and writes the memory of its largest process, in kB, as the last line of the error output."""

import resource
import subprocess
import sys

done = subprocess.run(sys.argv[1:], check=False)
print(f"\n{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}", file=sys.stderr)
sys.exit(done.returncode)
