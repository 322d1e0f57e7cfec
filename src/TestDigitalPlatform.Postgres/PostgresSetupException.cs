using TestDigitalPlatform.Errors;

namespace TestDigitalPlatform.Postgres;

/// <summary>
/// PostgreSQL could not be found, started or provisioned; the page of the code says how to fix it.
/// </summary>
/// <remarks>
/// <see cref="Exception.HelpLink"/> is the page: <c>dotnet tdp explain &lt;code&gt;</c>, or an address below the
/// build property <c>TestDigitalPlatformErrorPages</c>. A retry without a change on the machine fails again.
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
