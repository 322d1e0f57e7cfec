namespace TestDigitalPlatform.Generators.Code;

/// <summary>Lines of text that travel in an assembly's metadata, where tools read them without loading it.</summary>
internal static class AssemblyText
{
    /// <param name="key">The key of the metadata.</param>
    /// <param name="lines">One line at least.</param>
    public static string Write(string key, IReadOnlyList<string> lines)
    {
        var source = new CodeText()
            .Line("[assembly: global::System.Reflection.AssemblyMetadata(")
            .Indent()
            .Line(Literal.Of(key) + ",");
        for (var i = 0; i < lines.Count; i++)
            source.Line(i + 1 < lines.Count ? Literal.Of(lines[i] + "\n") + " +" : Literal.Of(lines[i]) + ")]");
        return source.Outdent().ToString();
    }
}
