#!/bin/sh
# Looks for a Python that will do and has it install.
cd "$(dirname "$0")" || exit 1
for version in $(cat pythons.txt); do
  if command -v "python$version" >/dev/null 2>&1; then
    exec "python$version" install.py "$@"
  fi
done
if command -v python3 >/dev/null 2>&1; then
  exec python3 install.py "$@"
fi
echo "这台电脑上没有找到 Python。请先安装 Python（$(tr '\n' ' ' < pythons.txt)之一），再运行安装程序。" >&2
exit 1
