using System.CommandLine;
using System.Globalization;

namespace ReferenceHost;

/// <summary>
/// The options of the reference host. Compiled into <c>./tdp</c> too, which refuses what they don't allow before it builds
/// the host.
/// </summary>
internal sealed class HostCommandLine
{
    private const int HighestPort = 65_000;

    private readonly Option<DirectoryInfo> data = new("--data")
    {
        Description = "The folder that stores the database.",
    };

    private readonly Option<int> port = new("--port")
    {
        Description = "The front page's port; the services use the next ports. 0 uses any free ports.",
        DefaultValueFactory = _ => 8080,
    };

    private readonly Option<bool> empty = new("--empty") { Description = "Start without demo data." };

    private readonly Option<FileInfo[]> services = new("--service")
    {
        Description = "The .dll of a built service to host next to the samples. Can be repeated.",
        DefaultValueFactory = _ => [],
    };

    internal HostCommandLine(Command command, string dataFolder)
    {
        data.DefaultValueFactory = _ => new DirectoryInfo(dataFolder);
        data.Validators.Add(result =>
        {
            if (result.GetValue(data) is { } folder && File.Exists(folder.FullName))
                result.AddError($"--data takes a folder, and '{folder}' is a file.");
        });
        port.Validators.Add(result =>
        {
            // What is no number is told by the parser.
            if (result.Errors.Any() || result.Tokens is not [var token]
                || !int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                return;
            if (number is < 0 or > HighestPort)
                result.AddError($"--port takes a number from 0 to {HighestPort}.");
        });
        foreach (var option in (Option[])[data, port, empty, services])
            command.Add(option);
    }

    internal HostSettings Settings(ParseResult parsed) => new(
        parsed.GetRequiredValue(data).FullName,
        parsed.GetValue(port),
        !parsed.GetValue(empty),
        [.. parsed.GetRequiredValue(services).Select(service => service.FullName)]);

    /// <summary>The arguments that give the same settings.</summary>
    internal static IReadOnlyList<string> Arguments(HostSettings settings) =>
    [
        "--data", settings.DataFolder,
        "--port", settings.Port.ToString(CultureInfo.InvariantCulture),
        .. settings.WithDemo ? (string[])[] : ["--empty"],
        .. settings.Services.SelectMany(service => (string[])["--service", service]),
    ];
}
