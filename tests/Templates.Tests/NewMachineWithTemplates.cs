[assembly: AssemblyFixture(typeof(Templates.Tests.NewMachineWithTemplates))]

namespace Templates.Tests;

/// <summary>A machine with nothing but the .NET SDK, where our templates were installed from their package.</summary>
public sealed class NewMachineWithTemplates : IAsyncLifetime
{
    private NewMachine? machine;

    internal NewMachine Machine => machine!;

    public async ValueTask InitializeAsync()
    {
        machine = await NewMachine.Make();
        await Dotnet("", "new", "install", $"TestDigitalPlatform.Templates@{machine.Feed.Version}");
    }

    /// <summary>Runs <c>dotnet</c> in a folder of the machine, and expects it to go well.</summary>
    internal async Task<string> Dotnet(string folder, params string[] arguments)
    {
        var ended = await Machine.Dotnet(folder, arguments);
        ended.ExitCode.ShouldBe(0, $"dotnet {string.Join(' ', arguments)}\n{ended.Output}");
        return ended.Output;
    }

    /// <summary>Makes a service in a folder of its own name.</summary>
    /// <returns>Where it is.</returns>
    internal async Task<string> New(string folder, params string[] options)
    {
        await Dotnet("", ["new", "tdp-service", "-o", folder, .. options]);
        return Path.Combine(Machine.Folder, folder);
    }

    public ValueTask DisposeAsync()
    {
        machine?.Dispose();
        return ValueTask.CompletedTask;
    }
}
