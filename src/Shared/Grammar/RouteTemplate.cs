using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Grammar;

/// <summary>The path of an operation, such as <c>/requests/{request:guid}/comments</c>.</summary>
/// <remarks>The one place that knows how a path is written: the compiler's rules and the run time both read from it.</remarks>
internal static class RouteTemplate
{
    // Routing doubles the braces that stand within a constraint.
    private static readonly Regex Parameter = new(
        @"\{\*{0,2}(?<name>[^{}:?=]+)(?<rest>([^{}]|\{\{|\}\})*)\}", RegexOptions.CultureInvariant);

    /// <summary>The names in braces, in order.</summary>
    public static IReadOnlyList<string> Parameters(string path) =>
        [.. Parameter.Matches(path).Cast<Match>().Select(NameIn)];

    /// <summary>The path in pieces: texts as they are, and the names of parameters.</summary>
    public static IEnumerable<(string Text, bool IsName)> Parts(string path)
    {
        var at = 0;
        foreach (Match match in Parameter.Matches(path))
        {
            if (match.Index > at)
                yield return (path.Substring(at, match.Index - at), false);
            yield return (NameIn(match), true);
            at = match.Index + match.Length;
        }

        if (at < path.Length)
            yield return (path.Substring(at), false);
    }

    /// <summary>The path with something else in place of each parameter, by its name.</summary>
    public static string Replace(string path, Func<string, string> instead) =>
        Parameter.Replace(path, match => instead(NameIn(match)));

    /// <summary>The path without constraints and defaults: <c>/requests/{request}/comments</c>.</summary>
    public static string Plain(string path) => Replace(path, name => $"{{{name}}}");

    /// <summary>
    /// Whether each request that reaches one path reaches the other: they are the same, or the other has fewer
    /// constraints.
    /// </summary>
    public static bool Takes(string other, string path)
    {
        var (theirs, ours) = (other.Split('/'), path.Split('/'));
        return theirs.Length == ours.Length && theirs.Zip(
            ours, (their, our) => their == our || their == WithoutConstraint(our)).All(fits => fits);
    }

    /// <summary>
    /// The path with all names alike: two operations with one of these and one method answer the same requests.
    /// </summary>
    public static string Shape(string path) => Replace(path, _ => "{}").TrimEnd('/').ToLowerInvariant();

    private static string WithoutConstraint(string segment) => Parameter.Replace(segment, match =>
    {
        var rest = match.Groups["rest"];
        return rest.Length > 0 && rest.Value[0] == ':' ? match.Value.Remove(rest.Index - match.Index) + "}" : match.Value;
    });

    private static string NameIn(Match match) => match.Groups["name"].Value;
}
