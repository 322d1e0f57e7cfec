using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>What the attributes of a query or command say.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path template.</param>
/// <param name="Settings">The other properties of <c>Operation</c> that differ from their defaults, as C#
/// assignments.</param>
internal sealed record OperationAttributes(string Method, string Path, Sequence<string> Settings)
{
    private static readonly string[] Verbs = ["Get", "Post", "Put", "Patch", "Delete"];

    /// <summary>The attribute that gives the route.</summary>
    public static AttributeData? Route(ITypeSymbol message) => message.GetAttributes().FirstOrDefault(
        a => a.AttributeClass is { BaseType: { } kind }
            && kind.IsOurs("OperationAttribute")
            && Verb(a) is not null
            && Template(a) is not null);

    public static string MethodOf(AttributeData route) => Verb(route)!.ToUpperInvariant();

    public static string PathOf(AttributeData route) => Template(route)!;

    public static bool IsOpenTo(ITypeSymbol message) =>
        message.Attribute("AllowAttribute") is not null || message.Attribute("PublicAttribute") is not null;

    public static OperationAttributes? Read(ITypeSymbol message) =>
        Route(message) is { } route
            ? new OperationAttributes(MethodOf(route), PathOf(route), Read(message, []).ToSequence())
            : null;

    private static List<string> Read(ITypeSymbol message, List<string> settings)
    {
        if (message.Attribute("PublicAttribute") is not null)
            settings.Add("IsPublic = true");
        // Everybody who is signed in, which is what nothing means.
        if (!Allowed.Of(message).Any(a => a.Roles.Count == 0 && a.Permission is null))
            Read(Allowed.Of(message), settings);
        if (message.Attribute("ForCustomerAttribute") is not null)
            settings.Add("ForCustomer = true");
        if (message.Attribute("RequireIfMatchAttribute") is not null)
            settings.Add("RequireIfMatch = true");
        if (message.Attribute("ExportAttribute") is { } export)
            settings.Add($"ExportMaxItems = {export.Named<int?>("MaxItems") ?? 1_000_000}");
        if (UploadOf(message) is { } upload)
            settings.Add($"Accept = {upload}");
        if (message.Attribute("LiveAttribute") is { } live && live.Listed() is { Length: > 0 } news)
            settings.Add($"ChangedBy = [{string.Join(", ", news.Select(Literal.Of))}]");
        else if (message.Attribute("CachedAttribute") is { } cached)
            Read(cached, settings);
        return settings;
    }

    private static void Read(IEnumerable<Allowed> allowed, List<string> settings)
    {
        var callers = allowed
            .Select(a => $"new([{string.Join(", ", a.Roles.Select(Literal.Of))}]"
                + (a.Permission is null ? ")" : $", {Literal.Of(a.Permission)})"))
            .ToArray();
        if (callers.Length > 0)
            settings.Add($"Allowed = [{string.Join(", ", callers)}]");
    }

    private static void Read(AttributeData cached, List<string> settings)
    {
        var seconds = cached.Named<int?>("Seconds") ?? 60;
        settings.Add($"CacheFor = global::System.TimeSpan.FromSeconds({seconds})");
        if (cached.Named<bool>("PerUser"))
            settings.Add("CachePerUser = true");
        if (cached.Listed() is { Length: > 0 } events)
            settings.Add($"ChangedBy = [{string.Join(", ", events.Select(Literal.Of))}]");
    }

    // Which file it takes, as C#.
    private static string? UploadOf(ITypeSymbol message)
    {
        if (ContractMember.Of((INamedTypeSymbol)message).FirstOrDefault(m => m.Type.IsOurs("Upload")) is not { } part)
            return null;
        var accept = part.Attributes.FirstOrDefault(a => a.AttributeClass.IsOurs("AcceptAttribute"));
        var types = string.Join(", ", accept?.Listed()?.Select(Literal.Of) ?? []);
        var limit = accept?.Named<long?>("MaxBytes");
        return $"new global::TestDigitalPlatform.AcceptAttribute({types})"
            + (limit is null ? "" : $" {{ MaxBytes = {limit}L }}");
    }

    private static string? Verb(AttributeData route) =>
        Verbs.FirstOrDefault(verb => route.AttributeClass!.Name == verb + "Attribute");

    private static string? Template(AttributeData route) =>
        route.ConstructorArguments.Length == 1 ? route.ConstructorArguments[0].Value as string : null;
}
