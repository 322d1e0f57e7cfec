using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>The path of an operation, such as <c>/requests/{request}/comments</c>.</summary>
internal static class RouteTemplate
{
    private static readonly Regex Constraint = new(@"^(\{\*{0,2}[^}:?=]+):[^}]*\}$", RegexOptions.CultureInvariant);

    private static readonly Regex Parameter = new(@"\{\*{0,2}(?<name>[^}:?=]+)[^}]*\}", RegexOptions.CultureInvariant);

    /// <summary>The names in braces, in order.</summary>
    public static IReadOnlyList<string> Parameters(string path) =>
        [.. Parameter.Matches(path).Cast<Match>().Select(match => match.Groups["name"].Value)];

    /// <summary>
    /// Whether each request that reaches one path reaches the other: they are the same, or the other has fewer
    /// constraints.
    /// </summary>
    public static bool Takes(string other, string path)
    {
        var (theirs, ours) = (other.Split('/'), path.Split('/'));
        return theirs.Length == ours.Length && theirs.Zip(
            ours, (their, our) => their == our || their == Constraint.Replace(our, "$1}")).All(fits => fits);
    }

    /// <summary>
    /// The path with all names alike: two operations with one of these and one method answer the same requests.
    /// </summary>
    public static string Shape(string path) => Parameter.Replace(path, "{}").TrimEnd('/').ToLowerInvariant();
}
