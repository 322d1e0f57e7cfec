using System.CommandLine;

namespace TestDigitalPlatform.Tool.Errors;

/// <summary>Prints what an error means, what usually causes it and how to fix it.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var code = new Argument<string>("code") { Description = "The error's id, such as TDP1001 or 1001." };
        var explain = new Command(
            "explain", "Prints the page of an error: what it means, its usual cause and how to fix it.")
        {
            code,
        };
        explain.SetAction(parsed => Console.WriteLine(PageOf(parsed.GetValue(code)!)));
        return explain;
    }

    /// <param name="code">An id as people type it: <c>TDP1001</c>, <c>tdp1001</c>, <c>1001</c>.</param>
    /// <exception cref="ToolException">There is no such error.</exception>
    internal static string PageOf(string code)
    {
        var digits = code.Trim().TrimStart('t', 'T', 'd', 'D', 'p', 'P');
        using var page = typeof(ExplainCommand).Assembly.GetManifestResourceStream($"errors/TDP{digits}")
            ?? throw new ToolException(
                $"There is no page for '{code}' in this version of the tool. An error id is TDP and four digits, "
                + "such as TDP1001.");
        using var reader = new StreamReader(page);
        return reader.ReadToEnd().TrimEnd();
    }
}
