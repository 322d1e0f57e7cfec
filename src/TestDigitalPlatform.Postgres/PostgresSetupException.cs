using TestDigitalPlatform.Errors;

namespace TestDigitalPlatform.Postgres;

/// <summary>
/// A PostgreSQL that cannot be found, started or provisioned, with the code of the page that says how to mend it.
/// </summary>
/// <remarks>
/// <see cref="Exception.HelpLink"/> says where the page is: <c>dotnet tdp explain &lt;code&gt;</c>, or an address below the
/// build property <c>TestDigitalPlatformErrorPages</c>. Trying again without a change on the machine gives the same error.
/// </remarks>
public sealed class PostgresSetupException : Exception
{
    internal PostgresSetupException(string code, string message, Exception? inner = null)
        : base($"{code}: {message}", inner)
    {
        Code = code;
        HelpLink = ErrorPage.Of(code);
    }

    /// <summary>The stable code, from <c>TDP0200</c> on.</summary>
    public string Code { get; }
}
