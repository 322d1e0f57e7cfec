using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Pages;

/// <summary>Writes what lists offer.</summary>
internal static class PageSource
{
    public static string Write(IReadOnlyList<PageModel> pages)
    {
        var source = new CodeText()
            .Line("namespace TestDigitalPlatform.Generated;")
            .Line()
            .Line("/// <summary>What the lists of this assembly can be narrowed and sorted by.</summary>")
            .OpenHidden("file static class Pages")
            .Line("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Open("internal static void Register()");
        foreach (var page in pages)
            Write(source, page);
        return source.Close().Close().ToString();
    }

    private static void Write(CodeText source, PageModel page)
    {
        source.Line($"global::TestDigitalPlatform.Generated.PageShape<{page.Query}, {page.Item}>.Register(").Indent();
        Write(source, page.Filters.Select(f => Filter(page, f)), "filters: ");
        Write(source, page.Sorts.Select(s => Sort(page, s)), "sorts: ");
        source
            .Line($"key: {Sort(page, page.Key)},")
            .Line($"defaultSort: {Literal.Of(page.DefaultSort)}{(page.Asked.Count == 0 ? ");" : ",")}");
        if (page.Asked.Count > 0)
            source.Line($"asked: static query => [{string.Join(", ", page.Asked.Select(p => "query." + p.Escaped()))}]);");
        source.Outdent();
    }

    private static void Write(CodeText source, IEnumerable<string> columns, string argument)
    {
        source.Line(argument + "[").Indent();
        foreach (var column in columns)
            source.Line(column + ",");
        source.Outdent().Line("],");
    }

    private static string Filter(PageModel page, PageField field) =>
        $"new global::TestDigitalPlatform.Generated.FilterColumn<{page.Query}, {field.Type}>"
        + $"({Literal.Of(field.Name)}, {Literal.Of(field.Column)}, static query => query.{field.Property.Escaped()})";

    private static string Sort(PageModel page, PageField field) =>
        $"new global::TestDigitalPlatform.Generated.SortColumn<{page.Item}, {field.Type}>"
        + $"({Literal.Of(field.Name)}, {Literal.Of(field.Column)}, static item => item.{field.Property.Escaped()})";
}
