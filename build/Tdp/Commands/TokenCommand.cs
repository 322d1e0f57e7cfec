using System.CommandLine;
using Tokens = TestDigitalPlatform.Tool.Tokens;

namespace Tdp.Commands;

/// <summary>The token of <c>dotnet tdp</c>, by the key of <c>up</c>.</summary>
internal static class TokenCommand
{
    public static Command Create() =>
        Tokens.TokenCommand.Create("Prints an access token for the services of 'up'.");
}
