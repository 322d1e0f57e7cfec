@echo off
rem The one door to this repository on Windows. See the file "tdp" for what it does elsewhere.
setlocal
set "root=%~dp0"
where dotnet >nul 2>nul || (
  echo The .NET SDK 10 or newer is missing: winget install Microsoft.DotNet.SDK.10 1>&2
  exit /b 1
)
rem Only tests, measures and packing use tools of Node.js.
set "node="
if "%~1"=="test" set "node=1"
if "%~1"=="bench" set "node=1"
if "%~1"=="pack" set "node=1"
if defined node where node >nul 2>nul || (
  echo Node.js 20 or newer is missing: winget install OpenJS.NodeJS.LTS 1>&2
  exit /b 1
)
set DOTNET_NOLOGO=1
set DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet build "%root%build\Tdp\Tdp.csproj" -c Release -v q -nologo -nodeReuse:false -clp:NoSummary 1>&2 || exit /b 1
if "%~1"=="" (
  dotnet "%root%artifacts\bin\Tdp\release\tdp.dll" help
) else (
  dotnet "%root%artifacts\bin\Tdp\release\tdp.dll" %*
)
