"""Compiles every file of a folder; prints those that Python refuses, and how many there were."""
import pathlib
import sys

files = sorted(pathlib.Path(sys.argv[1]).glob("*.py"))
for file in files:
    try:
        compile(file.read_text(encoding="utf-8"), file.name, "exec")
    except (SyntaxError, ValueError) as error:
        print(f"{file.name}: {error}")
print(f"compiled {len(files)}")
