using System.Text.RegularExpressions;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Where each property of a message travels: in the route, in the query string or in the body.</summary>
internal sealed partial class OperationParts
{
    internal OperationParts(Operation operation, Members members)
    {
        Operation = operation;
        var names = RouteNames().Matches(operation.Path).Select(m => m.Groups[1].Value).ToList();
        var all = members.Of(operation.Message);
        Route = [.. names.Select(n => all.FirstOrDefault(m => IsIn(n, m))
            ?? throw new InvalidOperationException($"{operation.Name}: the route names {{{n}}}, but there is no property of that name."))];
        var others = all.Except(Route).ToList();
        Query = operation.IsCommand ? [] : others;
        Body = operation.IsCommand ? others : [];
    }

    internal Operation Operation { get; }

    internal IReadOnlyList<Member> Route { get; }

    internal IReadOnlyList<Member> Query { get; }

    internal IReadOnlyList<Member> Body { get; }

    internal bool HasBody => Body.Count > 0;

    /// <summary>The path as OpenAPI writes it: without the constraints of routing, and with the names that JSON has.</summary>
    internal string Path => RouteNames().Replace(Operation.Path, m => $"{{{Route.First(r => IsIn(m.Groups[1].Value, r)).Name}}}");

    /// <summary>What the path begins with: the part of the service that the operation belongs to.</summary>
    internal string Tag => Operation.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)[0];

    private static bool IsIn(string routeName, Member member) => member.Name.Equals(routeName, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex RouteNames();
}
