@echo off
rem Two PDFs dropped on this file are compared on a page of this machine; without any, the page opens empty.
setlocal
set "HERE=%~dp0"
set "PYTHONUTF8=1"
if not exist "%HERE%.venv\Scripts\akaji.exe" call "%HERE%make.cmd" setup || (pause & exit /b 1)
"%HERE%.venv\Scripts\akaji.exe" open %*
if errorlevel 1 pause
