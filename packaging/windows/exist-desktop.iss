; Untried: Inno Setup's script for the bundle that `python packaging/dev.py package bundle` makes on Windows.
; The shortcut has the program's AppUserModelID, without which notifications have no name and the taskbar shows two icons.
; What it makes is not signed; the owner's certificate goes into SignTool.

#define Id "net.existdesktop.ExistDesktop"
#ifndef Version
  #define Version "0.1.0"
#endif

[Setup]
AppId={#Id}
AppName=Exist Desktop
AppVersion={#Version}
AppPublisher=The Exist Desktop authors
DefaultDirName={autopf}\Exist Desktop
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesInstallIn64BitMode=x64compatible
SourceDir=..\..
LicenseFile=LICENSE
OutputDir=dist
OutputBaseFilename=exist-desktop-{#Version}-setup
SetupIconFile=build\work\exist-desktop.ico
UninstallDisplayIcon={app}\exist-desktop-gui.exe
Compression=lzma2
SolidCompression=yes
CloseApplications=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[Files]
Source: "build\exist-desktop\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
; A library that a newer version does not have must not stay beside it.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{autoprograms}\Exist Desktop"; Filename: "{app}\exist-desktop-gui.exe"; AppUserModelID: "{#Id}"

[Run]
Filename: "{app}\exist-desktop-gui.exe"; Description: "{cm:LaunchProgram,Exist Desktop}"; Flags: postinstall nowait skipifsilent
