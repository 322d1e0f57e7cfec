using TestDigitalPlatform.Errors;

namespace TestDigitalPlatform;

/// <summary>The service can't start: the message says what is wrong and how to fix it.</summary>
/// <remarks>
/// <see cref="Exception.HelpLink"/> is the error's page: <c>dotnet tdp explain &lt;code&gt;</c>, or an address
/// below the build property <c>TestDigitalPlatformErrorPages</c>.
/// </remarks>
public sealed class PlatformException : Exception
{
    /// <summary>Creates an error that is reported when the service starts.</summary>
    /// <param name="code">The error's id, <c>TDPnnnn</c>, which has a page.</param>
    /// <param name="message">What is wrong, why, and how to fix it.</param>
    /// <param name="inner">The exception of the environment that caused it, if any.</param>
    public PlatformException(string code, string message, Exception? inner = null)
        : base($"{code}: {message}", inner)
    {
        Code = code;
        HelpLink = ErrorPage.Of(code);
    }

    /// <summary>The error's id, <c>TDPnnnn</c>.</summary>
    public string Code { get; }
}
