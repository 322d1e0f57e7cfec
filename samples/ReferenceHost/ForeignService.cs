using System.Reflection;

namespace ReferenceHost;

/// <summary>A service that was built elsewhere, with its own versions of everything but the framework.</summary>
internal static class ForeignService
{
    /// <param name="path">Its assembly, among all that it needs, as a build leaves it.</param>
    /// <exception cref="NoServiceException">There is no such file, or no service in it.</exception>
    internal static HostedService Load(string path)
    {
        if (!File.Exists(path))
            throw new NoServiceException($"'{path}' does not exist. Build the service first, then name its .dll.");

        var assembly = Open(path);
        var services = PublicTypes(assembly, path).Select(Service).OfType<HostedService>().ToArray();
        return services switch
        {
            [var one] => one,
            [] => throw new NoServiceException(
                $"'{path}' has no service: it needs a public static class with 'const string Name' and "
                    + "'WebApplication Create(string[])'."),
            _ => throw new NoServiceException(
                $"'{path}' has several services: {string.Join(", ", services.Select(service => service.Name))}."),
        };
    }

    private static Assembly Open(string path)
    {
        try
        {
            return new ForeignServiceContext(path).LoadFromAssemblyPath(path);
        }
        catch (BadImageFormatException noAssembly)
        {
            throw new NoServiceException($"'{path}' is not a .NET assembly.", noAssembly);
        }
        catch (InvalidOperationException unresolved)
        {
            throw new NoServiceException(
                $"The .deps.json of '{path}' can't be read. Build the service again.", unresolved);
        }
    }

    private static Type[] PublicTypes(Assembly assembly, string path)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (Exception incomplete) when (incomplete is TypeLoadException or IOException)
        {
            throw new NoServiceException(
                $"'{path}' has missing dependencies. Name it in the folder that it was built into. "
                    + $"{incomplete.Message}",
                incomplete);
        }
    }

    private static HostedService? Service(Type type) =>
        type is { IsAbstract: true, IsSealed: true }
        && type.GetField("Name") is { IsLiteral: true } name && name.GetRawConstantValue() is string text
        && type.GetMethod("Create", [typeof(string[])]) is { IsStatic: true } create && create.ReturnType == typeof(WebApplication)
            ? new HostedService(text, create.CreateDelegate<Func<string[], WebApplication>>(), type.Assembly)
            : null;
}
