using TestDigitalPlatform.Errors;

namespace TestDigitalPlatform;

/// <summary>A service that can't start as it is composed: the message says what is wrong and how to fix it.</summary>
/// <remarks>
/// <see cref="Exception.HelpLink"/> says where the error's page is: <c>dotnet tdp explain &lt;code&gt;</c>, or an address
/// below the build property <c>TestDigitalPlatformErrorPages</c>.
/// </remarks>
public sealed class PlatformException : Exception
{
    /// <summary>Makes an error that a developer is told when the service starts.</summary>
    /// <param name="code">The error's id, <c>TDPnnnn</c>, which has a page.</param>
    /// <param name="message">What is wrong, why, and how to fix it.</param>
    /// <param name="inner">What the environment said, if it was the environment.</param>
    public PlatformException(string code, string message, Exception? inner = null)
        : base($"{code}: {message}", inner)
    {
        Code = code;
        HelpLink = ErrorPage.Of(code);
    }

    /// <summary>The error's id, <c>TDPnnnn</c>.</summary>
    public string Code { get; }
}
