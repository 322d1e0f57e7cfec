using System.Reflection;
using System.Runtime.Loader;

namespace ReferenceHost;

/// <summary>Loads what a service brings along for that service alone; the framework is everybody's.</summary>
internal sealed class ForeignServiceContext(string service)
    : AssemblyLoadContext(Path.GetFileNameWithoutExtension(service))
{
    private readonly AssemblyDependencyResolver files = new(service);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        files.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        files.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
