using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Permissions;

/// <summary>All permissions that a compilation can see, its own and those of the contracts that it references.</summary>
internal sealed class DeclaredPermissions
{
    private const string Words = "TestDigitalPlatform.Abstractions";

    private readonly Lazy<IReadOnlyList<Permission>> all;

    public DeclaredPermissions(Compilation compilation) => all = new(() => Find(compilation));

    public bool Contains(string name) => all.Value.Any(p => p.Name == name);

    /// <summary>Others that declare the same permission.</summary>
    public IEnumerable<Permission> Others(Permission permission) => all.Value.Where(
        p => p.Name == permission.Name && !SymbolEqualityComparer.Default.Equals(p.Constant, permission.Constant));

    /// <summary>The one that was probably meant; <see langword="null"/> when none is near.</summary>
    public Permission? Nearest(string name) => all.Value
        .Select(p => (Permission: p, Distance: Distance(p.Name, name)))
        .Where(p => p.Distance <= Math.Max(2, name.Length / 4))
        .OrderBy(p => p.Distance).ThenBy(p => p.Permission.Name, StringComparer.Ordinal)
        .Select(p => p.Permission)
        .FirstOrDefault();

    private static IReadOnlyList<Permission> Find(Compilation compilation) =>
    [
        .. compilation.SourceModule.ReferencedAssemblySymbols
            .Where(a => a.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name == Words)))
            .Prepend(compilation.Assembly)
            .SelectMany(a => TypesIn(a.GlobalNamespace))
            .SelectMany(Permission.Of),
    ];

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol within)
    {
        foreach (var member in within.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            foreach (var inner in TypesIn(member))
                yield return inner;
        }
    }

    // Levenshtein's, of short texts.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
