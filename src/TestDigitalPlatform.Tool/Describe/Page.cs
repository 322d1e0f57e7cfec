using System.Text;

namespace TestDigitalPlatform.Tool.Describe;

/// <summary>Writes services as a page of Markdown: their events, and a diagram of each process.</summary>
internal static class Page
{
    private const string Nobody = "–";
    private const string Unseen = "?";

    /// <param name="services">The services, in the order in which they are shown.</param>
    public static string Of(IReadOnlyList<Service> services)
    {
        var page = new StringBuilder();
        page.Append("# Events and processes\n\n<!-- Written by: dotnet tdp describe -->\n\n")
            .Append(Invariant($"Of {string.Join(", ", services.Select(s => $"`{s.Name}`"))}, from the compiled code.\n\n"));
        Events(page, services);
        foreach (var service in services)
        {
            if (service.Processes.Count > 0)
                page.Append(Invariant($"\n## Processes of {service.Name}\n"));
            foreach (var process in service.Processes)
                Process(page, process);
        }

        return page.ToString();
    }

    private static void Events(StringBuilder page, IReadOnlyList<Service> services)
    {
        var published = services.SelectMany(s => s.Published.Select(link => (s.Name, link))).ToArray();
        var handled = services.SelectMany(s => s.Handled.Select(link => (s.Name, link))).ToArray();
        var names = published.Concat(handled).Select(each => each.link.Event).Concat(services.SelectMany(s => s.Declared))
            .Where(name => name != Unseen).Distinct().OrderBy(Short, StringComparer.Ordinal).ThenBy(name => name, StringComparer.Ordinal);
        page.Append("## Events\n\n| event | meaning | published by | handled by |\n| --- | --- | --- | --- |\n");
        foreach (var name in names)
        {
            var meaning = services.Select(s => s.Summaries.Of(name)).FirstOrDefault(text => text.Length > 0) ?? "";
            page.Append(Invariant($"| `{Short(name)}` | {Cell(meaning)} | {Who(published, name)} | {Who(handled, name)} |\n"));
        }

        foreach (var (service, link) in published.Where(each => each.link.Event == Unseen))
            page.Append(Invariant($"\n`{ShortHandler(link.By)}` of {service} also publishes events whose types the code does not show.\n"));
    }

    private static string Who((string Service, Link Link)[] links, string name)
    {
        var found = links.Where(each => each.Link.Event == name).Select(each => each.Link.Kind is "projection" or "process"
            ? $"{each.Service}: `{each.Link.By}` ({each.Link.Kind})"
            : $"{each.Service}: `{ShortHandler(each.Link.By)}`").Distinct().Order(StringComparer.Ordinal).ToArray();
        return found.Length == 0 ? Nobody : string.Join("<br>", found);
    }

    private static void Process(StringBuilder page, ServiceProcess process)
    {
        page.Append(Invariant($"\n### {process.Name}\n\n"));
        if (process.Summary.Length > 0)
            page.Append(process.Summary).Append("\n\n");
        List(page, "triggers", process.Triggers.Concat(process.Events.Select(Short)));
        List(page, "commands", process.Sends.Select(c => c == Unseen ? "commands whose types the code does not show" : c));
        List(page, "events", process.Tells.Select(e => e == Unseen ? "events whose types the code does not show" : Short(e)));
        if (process.Identity.Length > 0)
            List(page, "service identity", [process.Identity]);
        page.Append("\n```mermaid\n").Append(Diagram.Of(process)).Append("```\n");
        if (Diagram.HasUnseen(process))
            page.Append("\nA dashed state is one that the code does not show: it is computed.\n");
    }

    private static void List(StringBuilder page, string title, IEnumerable<string> names)
    {
        var all = names.Distinct().ToArray();
        if (all.Length > 0)
            page.Append(Invariant($"- {title}: {string.Join(", ", all.Select(name => name.Contains(' ') && !name.Contains('(') ? name : $"`{name}`"))}\n"));
    }

    private static string Short(string name) => name.Split('.', '+')[^1];

    private static string ShortHandler(string name) =>
        name.EndsWith("Handler", StringComparison.Ordinal) ? name[..^"Handler".Length] : name;

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
