using System.Reflection;

namespace TestDigitalPlatform.Hosting.OpenApi;

/// <summary>What a document is about.</summary>
/// <param name="Name">The service's name: the document's title.</param>
/// <param name="Version">The service's version.</param>
/// <param name="Operations">What the service can do.</param>
/// <param name="Assembly">Where its refusals are declared.</param>
internal sealed record DescribedService(
    string Name, string Version, IReadOnlyList<Operation> Operations, Assembly? Assembly)
{
    /// <summary>What every service that handles events can do besides, for Platform Maintenance.</summary>
    internal IReadOnlyList<Operation> Maintenance { get; init; } = [];

    /// <summary>The platform's own operations, in a document of their own: no contract of this service.</summary>
    internal DescribedService OfPlatform => new($"{Name}: platform", Version, Maintenance, Assembly: null);

    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private const string ChangeLogName = "CHANGELOG.md";

    /// <summary>Every "no" that the service declares, by its code.</summary>
    internal IReadOnlyList<Refusal> Refusals { get; } =
    [
        .. (Assembly?.GetTypes() ?? [])
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(Static | BindingFlags.DeclaredOnly))
            .Where(field => field.IsInitOnly && field.FieldType == typeof(Refusal))
            .Select(field => field.GetValue(null)).OfType<Refusal>()
            .DistinctBy(refusal => refusal.Code)
            .OrderBy(refusal => refusal.Code, StringComparer.Ordinal),
    ];

    /// <summary>Every event that the service's contracts declare, by its name.</summary>
    internal IReadOnlyList<Type> Events { get; } =
    [
        .. Operations.Select(operation => operation.Message.Assembly).Distinct()
            .SelectMany(contracts => contracts.GetExportedTypes())
            .Where(type => type is { IsAbstract: false, ContainsGenericParameters: false }
                && type.IsAssignableTo(typeof(IEvent)))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>What the service embeds as <c>CHANGELOG.md</c>; <see langword="null"/> when it does not.</summary>
    internal string? ChangeLog()
    {
        if (Assembly?.GetManifestResourceNames().FirstOrDefault(IsChangeLog) is not { } name)
            return null;
        using var reader = new StreamReader(Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }

    private static bool IsChangeLog(string resource) =>
        resource is ChangeLogName || resource.EndsWith("." + ChangeLogName, StringComparison.Ordinal);
}
