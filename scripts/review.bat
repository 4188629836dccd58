@echo off
rem Windows: drop a workbook on this file to have it reviewed; a double click shows the demo.
setlocal
set "PYTHON=py -3"
where py >nul 2>nul || set "PYTHON=python"
%PYTHON% "%~dp0demo.py" %*
echo.
pause
