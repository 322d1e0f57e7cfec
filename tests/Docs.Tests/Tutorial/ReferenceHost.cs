using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Docs.Tests.Tutorial;

/// <summary>What <c>./tdp up</c> starts, with a folder and ports of its own.</summary>
internal sealed partial class ReferenceHost : IAsyncDisposable
{
    private readonly Background program;

    private ReferenceHost(Background program) => this.program = program;

    /// <summary>Where it keeps its database and the key that signs tokens.</summary>
    internal string DataFolder { get; private init; } = "";

    internal string Requests => program.Told(RequestsAddress());

    internal string DatabasePort => program.Told(PostgresPort());

    internal static async Task<ReferenceHost> Start()
    {
        // Not made as a temporary folder, which only we could enter: started by root, PostgreSQL runs as somebody else.
        var data = Path.Combine(Path.GetTempPath(), $"tdp-docs-{Guid.NewGuid():N}");
        Directory.CreateDirectory(data);
        string[] arguments = [Built.Program("ReferenceHost", "ReferenceHost"), "--data", data, "--port", "0"];
        var program = await Background.Start(new ProcessStartInfo("dotnet", arguments), ready: "Ctrl-C", stop: "INT");
        return new ReferenceHost(program) { DataFolder = data };
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        Directory.Delete(DataFolder, recursive: true);
    }

    [GeneratedRegex("requests +(?<what>http://[0-9.:]+)/docs")]
    private static partial Regex RequestsAddress();

    [GeneratedRegex(@"listens on 127\.0\.0\.1:(?<what>\d+)")]
    private static partial Regex PostgresPort();
}
