using System.Text;
using System.Text.RegularExpressions;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Grammar;

namespace TestDigitalPlatform.Generators.Contracts;

/// <summary>Lower case, words joined by hyphens, nouns in the plural where what they name stands behind them.</summary>
/// <param name="thingOf">What a parameter is the id of: <c>Order</c> for <c>{id}</c> when that is an
/// <c>OrderId</c>.</param>
internal sealed class RouteNaming(Func<string, string> thingOf)
{
    private const int MaxRounds = 20;

    private static readonly Regex Word = new(@"^\.?[a-z0-9]+([-.][a-z0-9]+)*$", RegexOptions.CultureInvariant);
    private static readonly Regex Name = new("^[a-z][a-zA-Z0-9]*$", RegexOptions.CultureInvariant);

    // Words that are never nouns, with the noun for what they do; none where the method says it already.
    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["add"] = "", ["create"] = "", ["delete"] = "", ["edit"] = "", ["fetch"] = "", ["get"] = "", ["insert"] = "",
        ["remove"] = "", ["approve"] = "approval", ["cancel"] = "cancellation", ["submit"] = "submission",
    };

    // With another word behind them they are verbs too: /get-backlog; /add-ons and /cancel-reasons are things.
    private static readonly HashSet<string> AreNoNouns = new(StringComparer.Ordinal)
    {
        "approve", "create", "fetch", "get", "remove", "submit",
    };

    /// <summary>What is wrong first, and what would be right; <see langword="null"/> when nothing is wrong.</summary>
    public (string Flaw, string Better)? Flaw(string path)
    {
        if (First(path) is not var (flaw, better))
            return null;
        // A name may be wrong in two ways, such as /customerOrder/{order}.
        for (var rounds = 0; rounds < MaxRounds && First(better) is var (_, next); rounds++)
            better = next;
        return (flaw, better);
    }

    private (string Flaw, string Better)? First(string path)
    {
        if (path.Length == 0 || path[0] != '/')
            return ("does not begin with '/'", "/" + path);
        if (path == "/")
            return null;
        var segments = path.Split('/').Skip(1).ToArray();
        if (segments.Any(s => s.Length == 0))
            return ("has an empty segment", Joined(segments));
        for (var i = 0; i < segments.Length; i++)
        {
            var next = i + 1 < segments.Length ? segments[i + 1] : "";
            if (Flaw(segments[i], next) is var (flaw, better))
                return (flaw, Joined(segments.Take(i).Append(better).Concat(segments.Skip(i + 1))));
        }

        return null;
    }

    private static string Joined(IEnumerable<string> segments) =>
        "/" + string.Join("/", segments.Where(segment => segment.Length > 0));

    private (string Flaw, string Better)? Flaw(string segment, string next)
    {
        if (segment.IndexOf('{') >= 0)
        {
            var name = NameIn(segment);
            return Name.IsMatch(name)
                ? null
                : ($"has the parameter '{name}', which is not in camel case", Corrected(segment, name));
        }

        if (!Word.IsMatch(segment))
            return ($"has '{segment}', which is not in kebab case", Kebab(segment));
        if (Verbs.TryGetValue(segment.Split('-')[0], out var done) && AreNoNouns.Contains(segment.Split('-')[0])
            && segment.IndexOf('-') is > 0 and var end)
            return (
                $"has the verb '{segment.Substring(0, end)}' instead of a noun",
                segment.Substring(end + 1) + (done.Length > 0 ? "-" + done : ""));
        if (Verbs.TryGetValue(segment, out var noun))
            return ($"has the verb '{segment}' instead of a noun", noun);
        return Noun.IsSingular(segment) && Names(next, segment)
            ? ($"has the singular '{segment}' for a collection", Noun.Plural(segment))
            : null;
    }

    private static string NameIn(string segment) =>
        RouteTemplate.Parameters(segment) is { Count: > 0 } names ? names[0] : "";

    private static string Corrected(string segment, string name) =>
        segment.Replace(name, Naming.Camel(string.Concat(
            name.Split('_', '-').Where(word => word.Length > 0)
                .Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word.Substring(1)))));

    // /order/{order}, /order/{orderId} and /order/{id}: what stands behind is one of the things.
    private bool Names(string parameter, string segment)
    {
        if (parameter.Length == 0 || parameter[0] != '{')
            return false;
        var thing = thingOf(NameIn(parameter)).ToLowerInvariant();
        var last = segment.Substring(segment.LastIndexOf('-') + 1);
        var whole = segment.Replace("-", "");
        return thing == last || thing == whole || thing == last + "id" || thing == whole + "id";
    }

    private static string Kebab(string segment)
    {
        var kebab = new StringBuilder(segment.Length + 4);
        foreach (var letter in Naming.Snake(segment))
        {
            var next = char.IsLetterOrDigit(letter) ? letter : '-';
            if (next != '-' || (kebab.Length > 0 && kebab[kebab.Length - 1] != '-'))
                kebab.Append(next);
        }

        return kebab.ToString().TrimEnd('-');
    }
}
