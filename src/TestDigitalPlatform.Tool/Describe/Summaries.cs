using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace TestDigitalPlatform.Tool.Describe;

/// <summary>The summaries of types, from the XML files beside a service.</summary>
internal sealed partial class Summaries
{
    private readonly Dictionary<string, string> byType = [];

    /// <summary>Reads those of a folder's Contracts.</summary>
    public static Summaries In(string folder)
    {
        var summaries = new Summaries();
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal))
            summaries.Add(file);
        return summaries;
    }

    /// <summary>The summary of a type; empty if there is none.</summary>
    public string Of(string type) => byType.GetValueOrDefault(type.Replace('+', '.'), "");

    // Any other XML file is none of ours.
    private void Add(string file)
    {
        XDocument document;
        try
        {
            document = XDocument.Load(file);
        }
        catch (XmlException)
        {
            return;
        }

        foreach (var member in document.Root?.Element("members")?.Elements("member") ?? [])
        {
            if (member.Attribute("name")?.Value is ['T', ':', .. var type] && member.Element("summary") is { } summary)
                byType[type] = TextOf(summary);
        }
    }

    private static string TextOf(XElement summary) => Spaces().Replace(
        string.Concat(summary.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" or "paramref" } reference => NameOf(reference),
            XElement other => other.Value,
            _ => "",
        })), " ").Trim();

    private static string NameOf(XElement reference) =>
        (reference.Attribute("cref") ?? reference.Attribute("name") ?? reference.Attribute("langword"))?.Value.Split('.', ':')[^1] ?? "";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
