using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>The path of an operation, such as <c>/requests/{request}/comments</c>.</summary>
internal static class RouteTemplate
{
    private static readonly Regex Parameter = new(@"\{\*{0,2}(?<name>[^}:?=]+)[^}]*\}", RegexOptions.CultureInvariant);

    /// <summary>The names in braces, in order.</summary>
    public static IReadOnlyList<string> Parameters(string path) =>
        [.. Parameter.Matches(path).Cast<Match>().Select(match => match.Groups["name"].Value)];

    /// <summary>
    /// The path with all names alike: two operations with one of these and one method answer the same requests.
    /// </summary>
    public static string Shape(string path) => Parameter.Replace(path, "{}").TrimEnd('/').ToLowerInvariant();
}
