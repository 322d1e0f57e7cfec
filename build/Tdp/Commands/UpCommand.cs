using System.CommandLine;
using ReferenceHost;
using Tdp.Steps;

namespace Tdp.Commands;

/// <summary>Builds the reference host and becomes it.</summary>
internal static class UpCommand
{
    private const string Project = "ReferenceHost";

    public static Command Create(Repository repository)
    {
        var noBuild = new Option<bool>("--no-build") { Description = "Start without building." };
        var command = new Command(
            "up", "Starts PostgreSQL, the services and the front page on this machine.")
        {
            noBuild,
        };
        // Parsed here, so that a mistake is told before anything is built.
        var host = new HostCommandLine(command, repository.DataFolder);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = host.Settings(parsed);
            if (settings.Services.FirstOrDefault(service => !File.Exists(service)) is { } missing)
                throw new StepFailedException($"'{missing}' does not exist. Build the service first, then name its "
                    + ".dll.");
            if (!parsed.GetValue(noBuild))
                await Step.Build(
                    "Building", repository.At("samples", Project, $"{Project}.csproj"), repository, cancellationToken);

            return await ProcessImage.Become(
                ["dotnet", repository.Program(Project), .. HostCommandLine.Arguments(settings)],
                Environment.CurrentDirectory,
                cancellationToken);
        });
        return command;
    }
}
