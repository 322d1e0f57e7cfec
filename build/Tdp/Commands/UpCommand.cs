using System.CommandLine;
using Tdp.Steps;
using TestDigitalPlatform.Development;

namespace Tdp.Commands;

/// <summary>Builds the reference host and becomes it.</summary>
internal static class UpCommand
{
    private const string Project = "ReferenceHost";
    private const string Port = "8080";

    public static Command Create(Repository repository)
    {
        var noBuild = new Option<bool>("--no-build") { Description = "Start what was built last." };
        var command = new Command(
            "up", "Starts everything on this machine: PostgreSQL, the services and the front page.")
        {
            noBuild,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.Description += " Further arguments go to the host, for example --port 9000.";
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!parsed.GetValue(noBuild))
                await Step.Build(
                    "Building", repository.At("samples", Project, $"{Project}.csproj"), repository, cancellationToken);

            var data = Option(parsed.UnmatchedTokens, "--data") ?? repository.DataFolder;
            DevelopmentKey.ReadOrMake(DevelopmentKey.FileIn(data)).Dispose();
            var host = Arguments(repository.Program(Project), data, parsed.UnmatchedTokens);

            // Where the caller is: that is what the paths that were given are relative to.
            return await ProcessImage.Become(host, Environment.CurrentDirectory, cancellationToken);
        });
        return command;
    }

    internal static IReadOnlyList<string> Arguments(string program, string data, IReadOnlyList<string> given) =>
    [
        "dotnet", program,
        .. Option(given, "--data") is null ? (string[])["--data", data] : [],
        .. Option(given, "--port") is null ? (string[])["--port", Port] : [],
        .. given,
    ];

    private static string? Option(IReadOnlyList<string> given, string name) =>
        given.Select((token, index) =>
                token == name && index + 1 < given.Count ? given[index + 1]
                : token.StartsWith($"{name}=", StringComparison.Ordinal) ? token[(name.Length + 1)..]
                : null)
            .FirstOrDefault(value => value is not null);
}
