using System.Text.RegularExpressions;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Hosting.Deprecations;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Where each property of a message travels: in the route, in the query string or in the body.</summary>
internal sealed partial class OperationParts
{
    private readonly MessageDescription described;

    internal OperationParts(Operation operation, Members members)
    {
        Operation = operation;
        Deprecation = Deprecation.Of(operation);
        described = MessageDescription.Of(operation.Message);
        var all = members.Of(operation.Message);
        (Route, Query, Body) = (In(MemberSource.Route), In(MemberSource.Query), In(MemberSource.Body));

        IReadOnlyList<Member> In(MemberSource source) =>
            [.. described.In(source).Select(d => all.First(m => m.PropertyName == d.Property).As(d))];
    }

    internal Operation Operation { get; }

    /// <summary>What callers are told when it will go.</summary>
    internal Deprecation? Deprecation { get; }

    internal IReadOnlyList<Member> Route { get; }

    internal IReadOnlyList<Member> Query { get; }

    internal IReadOnlyList<Member> Body { get; }

    /// <summary>Whether its body is a file.</summary>
    internal bool TakesFile => Operation.Accept is not null;

    /// <summary>Whether its answer is a file.</summary>
    internal bool GivesFile => Operation.Answer == typeof(FileAnswer);

    internal bool HasBody => Body.Count > 0 || TakesFile;

    /// <summary>Whether it is about something that may not be there: by its route, or by an id that it carries.</summary>
    internal bool NamesOthers => Route.Count > 0 || Query.Concat(Body).Any(m => Shapes.Is(m.Type, typeof(IId<>)));

    /// <summary>Whether it reads a list page by page.</summary>
    internal bool IsPage => IsPageQuery(Operation.Message);

    /// <summary>The path as OpenAPI writes it: without routing's constraints.</summary>
    internal string Path => described.Fill(member => $"{{{member.Name}}}");

    /// <summary>What the path begins with, besides its version: the part of the service that the operation belongs
    /// to.</summary>
    internal string Tag => TagOf(Operation.Path);

    /// <summary>The first part of a path that is neither a version nor a parameter.</summary>
    internal static string TagOf(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries)
        .FirstOrDefault(segment => !Version().IsMatch(segment) && !segment.StartsWith('{')) ?? "service";

    private static bool IsPageQuery(Type? message) => message switch
    {
        null => false,
        { IsGenericType: true } when message.GetGenericTypeDefinition() == typeof(PageQuery<>) => true,
        _ => IsPageQuery(message.BaseType),
    };

    [GeneratedRegex(@"^v[0-9]+$")]
    private static partial Regex Version();
}
