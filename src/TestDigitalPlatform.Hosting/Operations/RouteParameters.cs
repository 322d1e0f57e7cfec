using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>The parameters of a path template, such as <c>/requests/{request}</c>.</summary>
internal static partial class RouteParameters
{
    internal static IEnumerable<string> Names(string path) => Parameter().Matches(path).Select(NameIn);

    /// <summary>The path with something else in each parameter's place.</summary>
    internal static string Replace(string path, Func<string, string> instead) =>
        Parameter().Replace(path, match => instead(NameIn(match)));

    private static string NameIn(Match match) => match.Groups["name"].Value;

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
