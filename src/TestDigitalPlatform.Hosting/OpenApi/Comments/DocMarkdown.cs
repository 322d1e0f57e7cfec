using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TestDigitalPlatform.Hosting.OpenApi.Comments;

/// <summary>Turns the XML of a doc comment into Markdown that makes sense to somebody who sees only JSON.</summary>
internal static partial class DocMarkdown
{
    internal static string? Of(XElement? element)
    {
        if (element is null)
            return null;
        var text = new StringBuilder();
        Append(text, element);
        var lines = BlankLines().Replace(text.ToString().Trim(), "\n\n");
        return lines.Length == 0 ? null : lines;
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText plain)
                text.Append(Whitespace().Replace(plain.Value, " "));
            else if (node is XElement child)
                AppendElement(text, child);
        }
    }

    private static void AppendElement(StringBuilder text, XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "example":
                break;
            case "c" or "code":
                text.Append('`').Append(element.Value.Trim()).Append('`');
                break;
            case "see" or "seealso" or "paramref" or "typeparamref":
                text.Append(Reference(element));
                break;
            case "para":
                text.Append("\n\n");
                Append(text, element);
                text.Append("\n\n");
                break;
            case "item":
                text.Append("\n- ");
                Append(text, element);
                break;
            default:
                Append(text, element);
                break;
        }
    }

    private static string Reference(XElement element)
    {
        if (element.Attribute("href") is { } address)
            return element.Value.Length > 0 ? $"[{element.Value}]({address.Value})" : $"<{address.Value}>";
        if (element.Value.Length > 0)
            return element.Value;
        if (element.Attribute("langword") is { } word)
            return $"`{word.Value}`";
        var name = element.Attribute("name") is { } parameter
            ? Json(parameter.Value)
            : Member(element.Attribute("cref")?.Value ?? "");
        return $"`{name}`";
    }

    // T:Requests.RequestStatus, P:Requests.Request.SubmittedAt, F:…, M:…: members have their JSON names.
    private static string Member(string cref)
    {
        var name = Parameters().Replace(cref, "");
        name = Arity().Replace(name[(name.LastIndexOfAny(['.', ':']) + 1)..], "");
        return cref.StartsWith("T:", StringComparison.Ordinal) ? name : Json(name);
    }

    private static string Json(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    [GeneratedRegex(@" *\n *\n\s*")]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"\(.*$")]
    private static partial Regex Parameters();

    [GeneratedRegex(@"`+\d+|\{.*$")]
    private static partial Regex Arity();
}
