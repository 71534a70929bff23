/* For trying the program under Wine alone: what Windows has and this Wine lacks. Never part of what is built.
   BCRYPT: bcryptprimitives.dll, which Rust asks for random bytes. ICU: icuuc.dll, of which Qt uses the converters of
   old encodings, which here are none. */
#include <windows.h>

#ifdef BCRYPT
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE where, SIZE_T many) { return SystemFunction036(where, (ULONG)many); }
#endif

#ifdef ICU
#define NONE(name) __declspec(dllexport) void *name(void) { return 0; }
NONE(UCNV_FROM_U_CALLBACK_SUBSTITUTE) NONE(UCNV_TO_U_CALLBACK_SUBSTITUTE) NONE(ucnv_cbFromUWriteUChars)
NONE(ucnv_cbToUWriteUChars) NONE(ucnv_close) NONE(ucnv_countAvailable) NONE(ucnv_fromUCountPending)
NONE(ucnv_fromUnicode) NONE(ucnv_getAvailableName) NONE(ucnv_getFromUCallBack) NONE(ucnv_getMaxCharSize)
NONE(ucnv_getName) NONE(ucnv_getStandardName) NONE(ucnv_getToUCallBack) NONE(ucnv_open) NONE(ucnv_reset)
NONE(ucnv_setFromUCallBack) NONE(ucnv_setToUCallBack) NONE(ucnv_toUCountPending) NONE(ucnv_toUnicode)
#endif
