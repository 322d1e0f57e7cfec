namespace TestDigitalPlatform.Postgres;

/// <summary>
/// A PostgreSQL that cannot be found, started or provisioned, with the code of the page that says how to mend it.
/// </summary>
/// <remarks>
/// The page is <c>docs/errors/&lt;code&gt;.md</c>. Trying again without a change on the machine gives the same error.
/// </remarks>
public sealed class PostgresSetupException : Exception
{
    internal PostgresSetupException(string code, string message, Exception? inner = null)
        : base($"{code}: {message}", inner)
    {
        Code = code;
        HelpLink = $"docs/errors/{code}.md";
    }

    /// <summary>The stable code, from <c>TDP0200</c> on.</summary>
    public string Code { get; }
}
