#!/bin/bash
# macOS: double-click, then drag a workbook into the window that opens; Return alone shows the demo.
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -eq 0 ]; then
    echo "Drag your workbook into this window and press Return (Return alone: the demo)."
    # Without -r on purpose: a dragged name comes with backslashes before its spaces, and read takes them off.
    # shellcheck disable=SC2162
    read file
    [ -z "$file" ] || set -- "$file"
fi
python3 "$here/demo.py" "$@"
