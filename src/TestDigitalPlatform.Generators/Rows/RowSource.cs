using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Rows;

/// <summary>Writes the readers of rows.</summary>
internal static class RowSource
{
    public static string Write(IReadOnlyList<RowModel> rows)
    {
        var source = new CodeText()
            .Line("namespace TestDigitalPlatform.Generated;")
            .Line()
            .Line("/// <summary>Reads rows into the records that this assembly's statements name.</summary>")
            .OpenHidden("file static class Rows")
            .Line("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Open("internal static void Register()");
        foreach (var row in rows)
            Write(source, row);
        return source.Close().Close().ToString();
    }

    private static void Write(CodeText source, RowModel row)
    {
        var columns = string.Join(", ", row.Arguments.Concat(row.Required).Select(m => Literal.Of(m.Column)));
        source
            .Line($"global::TestDigitalPlatform.Generated.RowReader<{row.FullName}>.Register(")
            .Indent()
            .Line($"[{columns}],")
            .Line($"static (row, at) => new {row.FullName}({(row.Arguments.Count == 0 ? ")" : "")}");
        WriteArguments(source, row);
        if (row.Required.Count > 0)
            WriteRequired(source, row);
        source.Outdent();
    }

    private static void WriteArguments(CodeText source, RowModel row)
    {
        source.Indent();
        for (var i = 0; i < row.Arguments.Count; i++)
            source.Line(Read(row.Arguments[i], i)
                + (i + 1 < row.Arguments.Count ? "," : row.Required.Count == 0 ? "));" : ")"));
        source.Outdent();
    }

    private static void WriteRequired(CodeText source, RowModel row)
    {
        source.Open();
        for (var i = 0; i < row.Required.Count; i++)
            source.Line($"{row.Required[i].Name.Escaped()} = {Read(row.Required[i], row.Arguments.Count + i)},");
        source.Close(");");
    }

    private static string Read(RowMember member, int at)
    {
        var method = member.MayBeNull ? "ReadOrNull" : "Read";
        return $"global::TestDigitalPlatform.Generated.SqlValue<{member.Type}>.{method}(row, at[{at}])";
    }
}
