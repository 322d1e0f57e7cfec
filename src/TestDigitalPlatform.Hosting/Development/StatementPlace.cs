using System.Text.RegularExpressions;
using Npgsql;
using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Hosting.Development;

/// <summary>Finds the line of a handler's file that holds the statement which PostgreSQL refused.</summary>
internal static partial class StatementPlace
{
    private const int ShortestFragment = 8;

    /// <returns>The file, and the line if it is certain; null without debug symbols.</returns>
    internal static string? Of(Type handler, PostgresException error)
    {
        if (HandlerSource.Of(handler) is not { } source)
            return null;
        var statement = error.BatchCommand?.CommandText;
        if (statement is null || !File.Exists(source.File))
            return $"{source.File}:{source.Line}";
        return $"{source.File}:{Line(File.ReadAllText(source.File), statement, error.Position) ?? source.Line}";
    }

    /// <summary>The line of a file, from 1, that has what the statement has where it is wrong.</summary>
    /// <param name="file">The file's text.</param>
    /// <param name="statement">As it was sent: with <c>$1</c> for each parameter, and what the platform put around it.</param>
    /// <param name="position">A character of the statement, from 1; 0 when nobody knows.</param>
    internal static int? Line(string file, string statement, int position)
    {
        var at = Math.Clamp(position - 1, 0, Math.Max(statement.Length - 1, 0));
        var begin = statement.LastIndexOf('\n', Math.Max(at - 1, 0)) + 1;
        var end = statement.IndexOf('\n', at);
        var line = statement[begin..(end < 0 ? statement.Length : end)];
        var word = position > 0 ? Word().Match(statement, at) : Match.Empty;
        string[] fragments =
        [
            .. Between(statement, begin, begin + line.Length).Select(part => part.Trim()).Where(part => part.Length >= ShortestFragment),
            .. word.Success && word.Index == at ? [word.Value] : (string[])[],
        ];
        return fragments.Select(fragment => OnlyLine(file, fragment)).FirstOrDefault(found => found is not null);
    }

    // What stands between the parameters of a line: a value has another text in the file.
    private static IEnumerable<string> Between(string statement, int begin, int end)
    {
        foreach (var parameter in SqlTokens.Of(statement))
        {
            if (parameter.Kind != SqlTokenKind.Parameter || parameter.Start < begin || parameter.End > end)
                continue;
            yield return statement[begin..parameter.Start];
            begin = parameter.End;
        }

        yield return statement[begin..end];
    }

    private static int? OnlyLine(string file, string fragment)
    {
        var found = file.IndexOf(fragment, StringComparison.Ordinal);
        return found < 0 || found != file.LastIndexOf(fragment, StringComparison.Ordinal)
            ? null
            : file.AsSpan(0, found).Count('\n') + 1;
    }

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();
}
