/* Scrutineer.exe: loads the Python that lies beside it and runs the program in it.
   START says what runs; built once with a window, once for the command line, once as the reader of strangers' files. */
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#ifndef START
#error "START must say what runs"
#endif

typedef int (*Main)(int, wchar_t **);

static int run(int count, wchar_t **words)
{
    wchar_t folder[32768], library[32768];
    DWORD length = GetModuleFileNameW(NULL, folder, 32768);
    if (length == 0 || length == 32768) return 70;
    *wcsrchr(folder, L'\\') = 0;
    if (swprintf(library, 32768, L"%ls\\%ls", folder, PYTHON_DLL) < 0) return 70;
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
    Main start = python ? (Main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!start) {
        MessageBoxW(NULL, L"Scrutineer is not whole on this machine. Install it again; casefiles are not touched.",
                    L"Scrutineer", MB_ICONERROR);
        return 70;
    }
    wchar_t **all = calloc(count + 8, sizeof *all);
    if (!all) return 70;
    int at = 0;
    all[at++] = words[0];
    all[at++] = L"-I";
    all[at++] = L"-B";
    all[at++] = L"-X";
    all[at++] = L"utf8";
    all[at++] = L"-c";
    all[at++] = START;
    for (int word = 1; word < count; word++) all[at++] = words[word];
    all[at] = NULL;
    return start(at, all);
}

int wmain(int count, wchar_t **words) { return run(count, words); }

int WINAPI wWinMain(HINSTANCE a, HINSTANCE b, PWSTR c, int d)
{
    (void)a; (void)b; (void)c; (void)d;
    return run(__argc, __wargv);
}
