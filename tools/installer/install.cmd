@echo off
chcp 65001 >nul
cd /d "%~dp0"
set PYTHONUTF8=1
for /f %%v in (pythons.txt) do (
  py -%%v -c "" >nul 2>nul && (py -%%v install.py & goto end)
)
where python >nul 2>nul && (python install.py & goto end)
echo 这台电脑上没有找到 Python。请先安装 Python，再双击本文件。
:end
pause
