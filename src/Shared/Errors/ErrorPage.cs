namespace TestDigitalPlatform.Errors;

/// <summary>Tells the reader of an error where its page is.</summary>
internal static class ErrorPage
{
    /// <summary>
    /// The runtime setting that the build property <c>TestDigitalPlatformErrorPages</c> becomes: where a team keeps the
    /// pages.
    /// </summary>
    internal const string Setting = "TestDigitalPlatform.ErrorPages";

    /// <summary>
    /// The page's address where the build named one; else the command that prints it on a developer's machine.
    /// </summary>
    /// <param name="code">The error's id, <c>TDPnnnn</c>.</param>
    internal static string Of(string code) => AppContext.GetData(Setting) is string { Length: > 0 } address
        ? $"{address.TrimEnd('/')}/{code}.md"
        : $"dotnet tdp explain {code}";
}
