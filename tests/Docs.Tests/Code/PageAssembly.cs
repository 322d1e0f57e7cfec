using System.Reflection;
using System.Runtime.Loader;
using Docs.Tests.Pages;
using Microsoft.CodeAnalysis;

namespace Docs.Tests.Code;

/// <summary>A page's code, ready to run.</summary>
internal static class PageAssembly
{
    /// <param name="page">The page.</param>
    /// <param name="migrations">The SQL files that the SDK would embed, by name.</param>
    internal static Assembly Load(Page page, params (string Name, byte[] Sql)[] migrations)
    {
        var resources = migrations.Select(file => new ResourceDescription(
            $"Migrations/{file.Name}", () => new MemoryStream(file.Sql), isPublic: true));
        using var assembly = new MemoryStream();
        var compilation = TeamCompiler.Compile(page, TestContext.Current.CancellationToken).Compilation;
        var result = compilation.Emit(assembly, manifestResources: resources);
        result.Success.ShouldBeTrue(string.Join('\n', result.Diagnostics));
        assembly.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(assembly);
    }
}
