@echo off
rem The verbs of the Makefile on Windows: "make run" in a command prompt, ".\make run" in PowerShell.
setlocal
cd /d "%~dp0"
rem Datasets and messages are Japanese; the console's own code page cannot hold them all.
set "PYTHONUTF8=1"
set "VENV=.venv"
set "PYTHON_HERE=%VENV%\Scripts\python.exe"
set "PIP_INSTALL="%PYTHON_HERE%" -m pip --disable-pip-version-check --quiet install"

if /i "%~1"=="setup" goto setup
if /i "%~1"=="run" goto run
if /i "%~1"=="test" goto test
if /i "%~1"=="lint" goto lint
if /i "%~1"=="docs" goto docs
echo   make setup   install what akaji needs, and no more
echo   make run     build every edition under raw\, check it, and say where to look
echo   make test    run all tests
echo   make lint    ruff and mypy, as CI runs them
echo   make docs    write the generated pages of docs\ anew
if "%~1"=="" exit /b 0
if /i "%~1"=="help" exit /b 0
exit /b 2

:setup
call :install requirements.lock
exit /b

:run
call :install requirements.lock || exit /b 1
"%VENV%\Scripts\akaji.exe" run || exit /b 1
"%VENV%\Scripts\akaji.exe" check || exit /b 1
echo.
echo Datasets: extracted\ (what each column means: docs\data-dictionary.md)
echo Reports:  extracted\report\index.html (open it in a browser)
exit /b 0

:test
call :install requirements-dev.lock || exit /b 1
"%PYTHON_HERE%" -m pytest
exit /b

:lint
call :install requirements-dev.lock || exit /b 1
"%PYTHON_HERE%" -m ruff check . || exit /b 1
"%PYTHON_HERE%" -m ruff format --check . || exit /b 1
"%PYTHON_HERE%" -m mypy
exit /b

:docs
call :install requirements-dev.lock || exit /b 1
"%PYTHON_HERE%" docs\generate.py
exit /b

rem Install what a lock file lists, unless that very file was installed before: a copy of it is kept to tell.
:install
if not exist "%VENV%\Scripts\pip.exe" call :environment || exit /b 1
fc /b "%~1" "%VENV%\installed-%~1" >nul 2>nul && exit /b 0
echo Installing what %~1 lists (a few minutes, once)
%PIP_INSTALL% --require-hashes -r requirements-build.lock || exit /b 1
%PIP_INSTALL% --require-hashes --no-build-isolation -r "%~1" || exit /b 1
%PIP_INSTALL% --no-deps --no-build-isolation --editable . || exit /b 1
copy /y "%~1" "%VENV%\installed-%~1" >nul
exit /b 0

:environment
for %%p in ("py -3.13" "py -3.12" "py -3.11" "py -3" "python" "python3") do (
    %%~p -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && %%~p -m venv "%VENV%" && exit /b 0
)
echo akaji needs Python 3.11 or later, and none was found. Get it from python.org, and try again.
exit /b 1
