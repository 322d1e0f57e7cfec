namespace System.Runtime.CompilerServices;

// Records need it, and netstandard2.0, which the compiler's plug-ins must target, does not have it.
internal static class IsExternalInit;
