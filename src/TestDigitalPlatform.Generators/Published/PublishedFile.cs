using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace TestDigitalPlatform.Generators.Published;

/// <summary>The facts of a <c>published.txt</c>, by the types that they are about.</summary>
internal sealed class PublishedFile
{
    private readonly Dictionary<string, List<(Fact Fact, Location At)>> subjects = new(StringComparer.Ordinal);
    private readonly List<(int Number, string Line, Location At)> unread = [];

    public IReadOnlyDictionary<string, List<(Fact Fact, Location At)>> Subjects => subjects;

    /// <summary>Lines that say nothing, such as what a merge has left.</summary>
    public IReadOnlyList<(int Number, string Line, Location At)> Unread => unread;

    public static bool Is(AdditionalText file) =>
        Path.GetFileName(file.Path).Equals("published.txt", StringComparison.OrdinalIgnoreCase);

    public static PublishedFile Read(AdditionalText file, CancellationToken cancellationToken)
    {
        var published = new PublishedFile();
        if (file.GetText(cancellationToken) is not { } text)
            return published;
        foreach (var line in text.Lines)
        {
            var content = line.ToString().Trim();
            if (content.Length > 0 && content[0] != '#')
                published.Add(content, line.LineNumber + 1, Place(file, text, line));
        }

        return published;
    }

    private static Location Place(AdditionalText file, SourceText text, TextLine line) =>
        Location.Create(file.Path, line.Span, text.Lines.GetLinePositionSpan(line.Span));

    private void Add(string line, int number, Location at)
    {
        if (Fact.Parse(line) is not { } fact)
            unread.Add((number, line, at));
        else if (subjects.TryGetValue(fact.Subject, out var known))
            known.Add((fact, at));
        else
            subjects.Add(fact.Subject, [(fact, at)]);
    }
}
